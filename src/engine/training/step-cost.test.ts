import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import type { CostPart } from '../../experiment/snapshot';
import type { Dispatch } from '../gpu/kernel';
import { LanePlans } from './lane-plans';
import { partCosts, UNMEASURED } from './step-cost';

const dispatches = (count: number) => Array.from({ length: count }, () => standIn<Dispatch>({ label: 'a dispatch' }));

/** Forward and backward each in two groups, as where something else comes between their layers. */
const LANE = new LanePlans('lane', {
  passes: [{ part: 'forward', dispatches: dispatches(9) }],
  observedPasses: [
    { part: 'forward', dispatches: dispatches(3) },
    { part: 'output', dispatches: dispatches(2) },
    { part: 'forward', dispatches: dispatches(1) },
    { part: 'backward', dispatches: dispatches(4) },
  ],
  update: dispatches(3),
  statistics: dispatches(2),
});

test('lists the parts in their order, each with all its dispatches', () => {
  expect(LANE.dispatches).toBe(9 + 3);
  expect(LANE.parts.map(({ part, plan }) => [part, plan.length])).toEqual([
    ['forward', 4],
    ['output', 2],
    ['backward', 4],
    ['update', 3],
    ['statistics', 2],
  ]);
});

test('times neighbours of one part together', () => {
  const group = (part: CostPart) => ({ part, dispatches: dispatches(1) });
  const lane = new LanePlans('lane', {
    passes: [],
    observedPasses: (['forward', 'forward', 'output', 'backward', 'backward', 'backward'] as const).map(group),
    update: [],
    statistics: [],
  });
  expect(lane.groups.map(({ part, plan }) => [part, plan.length])).toEqual([
    ['forward', 2],
    ['output', 1],
    ['backward', 3],
  ]);
  expect(lane.observedPasses.length).toBe(6);
});

test('scales the parts to the whole step, without the statistics', () => {
  const parts = new Map<CostPart, number>([
    ['forward', 4],
    ['output', 1],
    ['backward', 3],
    ['update', 2],
    ['statistics', 5],
  ]);
  const costs = partCosts(LANE, { total: 8, parts });
  // A whole of 8 where the parts' sum is 10.
  const scaled = [3.2, 0.8, 2.4, 1.6, 5];
  costs.forEach(({ part, milliseconds }, i) => expect(milliseconds, part).toBeCloseTo(scaled[i], 9));
});

test('gives NaN for parts that were not measured', () => {
  expect(partCosts(LANE, UNMEASURED).map(({ milliseconds }) => milliseconds)).toEqual([NaN, NaN, NaN, NaN, NaN]);
  // The update is timed at every step, the other parts at every second one: without all parts no share is known.
  const some = new Map<CostPart, number>([['update', 2]]);
  expect(partCosts(LANE, { total: 8, parts: some }).every(({ milliseconds }) => Number.isNaN(milliseconds))).toBe(true);
});
