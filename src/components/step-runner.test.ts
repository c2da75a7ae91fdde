import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import type { PlaygroundClient } from '../worker/playground-client';
import { StepRunner } from './step-runner';

const taken: number[] = [];
const report = vi.fn();
let rows: Promise<{ trainingRows: number }>;
let runner: StepRunner;

beforeEach(() => {
  taken.length = 0;
  report.mockClear();
  rows = Promise.resolve({ trainingRows: 1500 });
  const client = {
    experiment: DEFAULT_EXPERIMENT,
    rows: () => rows,
    step: async (count: number) => void taken.push(count),
  };
  runner = new StepRunner({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a runner uses no more of a client
    client: client as unknown as PlaygroundClient,
    changed: () => {},
    report,
  });
});

const total = () => taken.reduce((sum, count) => sum + count, 0);

test('takes exactly so many steps, in growing portions', async () => {
  await runner.take(10);
  expect(taken).toEqual([1, 2, 4, 3]);
  // 1500 rows in batches of 128 are 11.7 steps.
  await runner.takeEpoch();
  expect(total()).toBe(10 + 12);
});

test('an epoch that is stopped before its length is known takes no step', async () => {
  const epoch = runner.takeEpoch();
  expect(runner.busy).toBe(true);
  runner.cancel();
  await epoch;
  expect(taken).toEqual([]);
  expect(runner.busy).toBe(false);
});

test('does nothing while steps are under way', async () => {
  const epoch = runner.takeEpoch();
  await runner.take(5);
  await epoch;
  expect(total()).toBe(12);
});

test('what goes wrong is said, unless it was stopped', async () => {
  const failure = new Error('gone');
  rows = Promise.reject(failure);
  await runner.takeEpoch();
  expect(report).toHaveBeenCalledExactlyOnceWith(failure);
  const stopped = runner.takeEpoch();
  runner.cancel();
  await stopped;
  expect(report).toHaveBeenCalledOnce();
});
