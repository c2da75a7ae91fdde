import { expect, it } from 'vitest';
import { EXPERIMENTS, snapshot, unmeasured } from '../../../../tests/fixtures/snapshots';
import type { Snapshot } from '../../../experiment/snapshot';
import { costSentence } from './cost-words';
import { formatPercent, laneCosts } from './lane-cost';

const now = snapshot(EXPERIMENTS.duel);

/** The snapshot with other milliseconds a step, one a lane. */
const taking = (...milliseconds: number[]): Snapshot => ({
  ...now,
  lanes: milliseconds.map((millisecondsPerStep, lane) => ({
    ...now.lanes[0],
    label: `lane ${lane + 1}`,
    millisecondsPerStep,
  })),
});
const sentence = (...milliseconds: number[]) => costSentence(laneCosts(null, taking(...milliseconds)));

it('sets the statistics apart from the step', () => {
  const [selu] = laneCosts(null, now);
  expect(selu.parts.map(({ part }) => part)).toEqual(['forward', 'output', 'backward', 'update']);
  // 16 forward, 2 for output and loss, 16 backward, 3 for the update.
  expect(selu.dispatches).toBe(37);
  expect(selu.statistics).toEqual({ part: 'statistics', milliseconds: 0.05 * 1.9, dispatches: 2 });
});

it('leaves a step undivided until all of its parts were measured', () => {
  const [first] = now.lanes;
  const cost = first.cost.map((part) => (part.part === 'backward' ? { ...part, milliseconds: NaN } : part));
  const [selu] = laneCosts(null, { ...now, lanes: [{ ...first, cost }] });
  expect(selu.milliseconds).toBe(1.9);
  const none = [NaN, NaN, NaN, NaN];
  expect(selu.parts.map(({ share }) => share)).toEqual(none);
  expect(selu.parts.map(({ milliseconds }) => milliseconds)).toEqual(none);
});

it('tells of the lanes to come before there is a snapshot', () => {
  const costs = laneCosts(EXPERIMENTS.duel, null);
  expect(costs.map(({ label, milliseconds }) => [label, milliseconds])).toEqual([
    ['SELU', NaN],
    ['ReLU', NaN],
  ]);
  expect(laneCosts(null, null)).toEqual([]);
});

it.each([
  [[], 'Not measured yet.'],
  [[NaN, 2], 'Not measured yet.'],
  [[0, 2], 'Not measured yet.'],
  [[2], 'A step of lane 1 takes 2.00 ms.'],
  [[2, NaN], 'A step of lane 1 takes 2.00 ms.'],
  [[2, 2], 'A step of lane 2 takes 1.00 × the time of lane 1.'],
  [[2, NaN, 1], 'A step of lane 3 takes 0.50 × the time of lane 1.'],
  [[2, 2.12, 1.5, 50], 'A step of lane 2 takes 1.06 × the time of lane 1; lane 3 takes 0.75 ×; lane 4 takes 25.0 ×.'],
])('compares steps of %j ms: %s', (milliseconds, expected) => {
  expect(sentence(...milliseconds).replaceAll('\u00a0', ' ')).toBe(expected);
});

it('keeps the dispatches of a step that was not measured', () => {
  const [selu] = laneCosts(null, unmeasured(now));
  expect([selu.milliseconds, selu.dispatches]).toEqual([NaN, 37]);
});

it('rounds to whole percents, and tells little from nothing', () => {
  expect([0, 0.004, 0.005, 0.325, 1].map(formatPercent)).toEqual(['0%', '<1%', '1%', '33%', '100%']);
});
