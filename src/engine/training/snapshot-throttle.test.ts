import { beforeEach, expect, test } from 'vitest';
import type { Snapshot } from '../../experiment/snapshot';
import { SnapshotThrottle, type Clock } from './snapshot-throttle';

/** A clock that stands still until a test moves it. */
class ManualClock implements Clock {
  private time = 0;
  private timer: { at: number; callback: () => void } | null = null;

  now(): number {
    return this.time;
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.time + delay, callback };
    this.timer = timer;
    return () => {
      if (this.timer === timer) this.timer = null;
    };
  }

  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    while (this.timer && this.timer.at <= end) {
      const { at, callback } = this.timer;
      this.timer = null;
      this.time = at;
      callback();
    }
    this.time = end;
  }
}

let clock: ManualClock;
let sent: { step: number; at: number }[];
let throttle: SnapshotThrottle;

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  throttle = new SnapshotThrottle(({ step }) => sent.push({ step, at: clock.now() }), clock);
});

const snapshot = (step: number): Snapshot => ({ step, epoch: 0, seconds: 0, lanes: [] });

test('sends the first snapshot at once, then the start of a new run and the newest, one per slot', () => {
  for (const step of [10, 11, 12, 0, 1, 2]) throttle.offer(snapshot(step));
  clock.advance(1000);
  expect(sent).toEqual([
    { step: 10, at: 0 },
    { step: 0, at: 50 },
    { step: 2, at: 100 },
  ]);
});

test('sends 20 of 200 snapshots that are offered in a second, and the last one', () => {
  for (let step = 1; step <= 200; step++) {
    throttle.offer(snapshot(step));
    clock.advance(5);
  }
  clock.advance(1000);
  const inFirstSecond = sent.filter(({ at }) => at < 1000);
  expect(inFirstSecond).toHaveLength(20);
  expect(sent.at(-1)?.step).toBe(200);
});

test('forgets the start of a run that another has replaced', () => {
  for (const step of [5, 0, 3, 0]) throttle.offer(snapshot(step));
  clock.advance(1000);
  expect(sent).toEqual([
    { step: 5, at: 0 },
    { step: 0, at: 50 },
  ]);
});

test.each([1, 15, 40, 49])('delivers 20 readings a second, also when each takes %d ms to arrive', (latency) => {
  const arrivals: { at: number; step: number }[] = [];
  for (let time = 0; time < 1000; time++) {
    if (throttle.free) {
      throttle.reserve();
      arrivals.push({ at: time + latency, step: time });
    }
    if (arrivals[0]?.at === time) throttle.deliver(snapshot(arrivals.shift()?.step ?? NaN));
    clock.advance(1);
  }
  expect(sent).toHaveLength(20);
  expect(sent.map(({ step, at }) => at - step)).toEqual(Array(20).fill(latency));
});

test('shares its slots between readings and other snapshots', () => {
  throttle.reserve();
  throttle.offer(snapshot(1));
  expect(throttle.free).toBe(false);
  clock.advance(49);
  expect(sent).toEqual([]);
  clock.advance(1);
  expect(sent).toEqual([{ step: 1, at: 50 }]);
  expect(throttle.free).toBe(false);
  clock.advance(50);
  expect(throttle.free).toBe(true);
});

test('sends nothing that was waiting when it was cleared', () => {
  throttle.offer(snapshot(1));
  throttle.offer(snapshot(2));
  throttle.clear();
  clock.advance(1000);
  expect(sent.map(({ step }) => step)).toEqual([1]);
  expect(throttle.free).toBe(true);
});
