import { expect, test } from 'vitest';
import { Pace } from './pace';

/** Returns the pace that is reached on a GPU with this time per step. */
function settled(millisecondsPerStep: number): number {
  const pace = new Pace();
  for (let i = 0; i < 20; i++) pace.learn(pace.steps, pace.steps * millisecondsPerStep);
  return pace.steps;
}

test('starts with one step', () => {
  expect(new Pace().steps).toBe(1);
});

test('converges to submissions of about 12 ms, between 1 step and 512', () => {
  expect([0.1, 1, 4, 100, 0.001, 0].map(settled)).toEqual([120, 12, 3, 1, 512, 512]);
});

test('at most doubles, and slows down at once', () => {
  const pace = new Pace();
  const seen: number[] = [];
  for (let i = 0; i < 4; i++) {
    pace.learn(pace.steps, 0.01);
    seen.push(pace.steps);
  }
  expect(seen).toEqual([2, 4, 8, 16]);
  pace.learn(16, 192);
  expect(pace.steps).toBe(1);
});
