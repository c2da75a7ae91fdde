import { expect, test } from 'vitest';
import { frameAround, isPossible, targetAfterKey, targetAt } from './phase-frame';

test('the same axes show (0, 1), (0, ¼) and (0, 4), and stay while the target moves slightly', () => {
  const frame = frameAround({ mean: 0, variance: 1 });
  expect(frame).toEqual({ mean: { min: -1.5, max: 1.5 }, variance: { min: 0.2, max: 5 } });
  for (const variance of [0.55, 1.3, 1.9]) expect(frameAround({ mean: 0.3, variance })).toEqual(frame);
  expect(frameAround({ mean: 0, variance: 4 })).toEqual({ mean: { min: -3, max: 3 }, variance: { min: 0.8, max: 20 } });
});

test('keys move by steps that fit the frame, to numbers a person would write', () => {
  expect(targetAfterKey('ArrowUp', { mean: 0, variance: 1 })).toEqual({ mean: 0, variance: 1.05 });
  expect(targetAfterKey('ArrowRight', { mean: 0, variance: 1 })).toEqual({ mean: 0.05, variance: 1 });
  expect(targetAfterKey('ArrowLeft', { mean: 0.05, variance: 1 })).toEqual({ mean: 0, variance: 1 });
  expect(targetAfterKey('PageUp', { mean: 0, variance: 4 })).toEqual({ mean: 0, variance: 6 });
  expect(targetAfterKey('Home', { mean: 0.2, variance: 3 })).toEqual({ mean: 0, variance: 1 });
  expect(targetAfterKey('x', { mean: 0, variance: 1 })).toBeNull();
});

test('the arrow up reaches variance 4 from 1', () => {
  let target = { mean: 0, variance: 1 };
  const seen: number[] = [];
  for (let press = 0; press < 40; press++) {
    target = targetAfterKey('ArrowUp', target) ?? target;
    seen.push(target.variance);
  }
  expect(seen).toContain(4);
});

test('variances stay within what the field takes', () => {
  expect(targetAfterKey('PageDown', { mean: 0, variance: 1e-4 })?.variance).toBe(1e-4);
  expect(targetAfterKey('PageUp', { mean: 0, variance: 10_000 })?.variance).toBe(10_000);
});

test('a place of the plane becomes a target with few digits, within the frame', () => {
  const frame = frameAround({ mean: 0, variance: 1 });
  expect(targetAt({ mean: 0.021, variance: 3.987 }, frame)).toEqual({ mean: 0, variance: 4 });
  expect(targetAt({ mean: -0.3217, variance: 0.01 }, frame)).toEqual({ mean: -0.32, variance: 0.2 });
  expect(targetAt({ mean: 9, variance: 99 }, frame)).toEqual({ mean: 1.5, variance: 5 });
});

test('(0.69, 1) has no solution, (0.68, 1) has one', () => {
  // In 40-digit arithmetic: −0.80326 < μ* < 0.68333 for ν* = 1.
  expect(isPossible({ mean: 0.69, variance: 1 })).toBe(false);
  expect(isPossible({ mean: 0.68, variance: 1 })).toBe(true);
});
