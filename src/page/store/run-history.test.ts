import { expect, it, vi } from 'vitest';
import { diverged, EXPERIMENTS, experiment, recipe, snapshot } from '../../../tests/fixtures/snapshots';
import { RunHistory } from './run-history';

const small = experiment(recipe({ depth: 2, width: 8 }));
const template = snapshot(small);
const at = (step: number) => ({ ...template, step, seconds: step / 100 });

it('keeps the scalars of every snapshot', () => {
  const history = new RunHistory();
  const first = snapshot(EXPERIMENTS.duel);
  history.add(first);
  const second = snapshot(EXPERIMENTS.duel, 10);
  history.add(second);
  expect(history.initial).toBe(first);
  expect(history.latest).toBe(second);
  const [, point] = history.points;
  const layer = second.lanes[1].layers[5];
  expect(point.lanes[1].loss).toBe(second.lanes[1].loss);
  expect(point.lanes[1].heldOutLoss).toBeNaN();
  expect(RunHistory.layerValue(point, 1, 5, 'variance')).toBe(Math.fround(layer.variance));
  expect(RunHistory.layerValue(point, 1, 5, 'tau')).toBe(Math.fround(layer.weights.tauMean));
  expect(RunHistory.layerValue(point, 1, 5, 'tauStd')).toBe(Math.fround(layer.weights.tauStd));
  expect(RunHistory.layerValue(point, 1, 5, 'omega')).toBe(Math.fround(layer.weights.omegaMean));
  expect(RunHistory.layerValue(point, 1, 5, 'omegaStd')).toBe(Math.fround(layer.weights.omegaStd));
  expect(RunHistory.layerValue(point, 1, 5, 'gradientVariance')).toBe(Math.fround(layer.gradient.variance));
  expect(RunHistory.layerValue(point, 1, 99, 'mean')).toBeNaN();
  expect(RunHistory.layerValue(point, 9, 0, 'mean')).toBeNaN();
});

it('has no accuracy for a lane that has diverged', () => {
  const history = new RunHistory();
  history.add(diverged(snapshot(EXPERIMENTS.duel, 10), 1, 0));
  const [{ lanes }] = history.points;
  expect(lanes[0].accuracy).toBeGreaterThan(0);
  expect([lanes[1].accuracy, lanes[1].heldOutAccuracy]).toEqual([NaN, NaN]);
});

it.each([10, 11])('covers a long run evenly in at most %d points, with its first and its newest', (most) => {
  const history = new RunHistory(most);
  for (let step = 0; step < 1000; step++) {
    history.add(at(step));
    const steps = history.points.map((point) => point.step);
    expect(steps.length).toBeLessThanOrEqual(most);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(step);
    const gaps = steps.slice(1, -1).map((value, i) => value - steps[i]);
    // All kept points except the newest are one stride apart.
    expect(new Set(gaps).size).toBeLessThanOrEqual(1);
  }
  expect(history.points.length).toBeGreaterThan(most / 2 - 1);
});

it('replaces the first snapshot of a step by the second', () => {
  const history = new RunHistory();
  history.add(at(0));
  history.add(at(5));
  const lanes = template.lanes.map((lane) => ({ ...lane, heldOutAccuracy: 0.75 }));
  history.add({ ...at(5), lanes });
  expect(history.points.map(({ step }) => step)).toEqual([0, 5]);
  expect(history.points[1].lanes[0].heldOutAccuracy).toBe(0.75);
});

it('starts again at an earlier step or with other lanes', () => {
  const history = new RunHistory();
  history.add(at(0));
  history.add(at(5));
  history.add(at(2));
  expect(history.points.map(({ step }) => step)).toEqual([2]);
  expect(history.initial?.step).toBe(2);
  const other = snapshot(EXPERIMENTS.duel, 30);
  history.add(other);
  expect(history.points).toHaveLength(1);
  expect(history.initial).toBe(other);
});

it('fires an event when it has changed', () => {
  const history = new RunHistory();
  const listener = vi.fn();
  history.addEventListener('change', listener);
  history.add(at(0));
  history.clear();
  expect(listener).toHaveBeenCalledTimes(2);
  expect(history.latest).toBeNull();
  expect(history.points).toEqual([]);
});
