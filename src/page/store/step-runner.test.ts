import { beforeEach, describe, expect, test, vi } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import { DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import type { PlaygroundClient } from '../../worker/playground-client';
import { Deferred } from './deferred';
import { StepRunner } from './step-runner';

const taken: number[] = [];
const report = vi.fn();
let rows: Promise<{ trainingRows: number }>;
/** A request for steps is answered when this resolves. */
let answered: Promise<void>;
let runner: StepRunner;

beforeEach(() => {
  taken.length = 0;
  report.mockClear();
  rows = Promise.resolve({ trainingRows: 1500 });
  answered = Promise.resolve();
  const client = {
    experiment: DEFAULT_EXPERIMENT,
    rows: () => rows,
    step: (count: number) => {
      taken.push(count);
      return answered;
    },
  };
  runner = new StepRunner({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a runner uses no more of a client
    client: client as unknown as PlaygroundClient,
    changed: () => {},
    report,
  });
});

const total = () => taken.reduce((sum, count) => sum + count, 0);

test('takes exactly the requested steps, in growing portions', async () => {
  await runner.take(10);
  expect(taken).toEqual([1, 2, 4, 3]);
  // 1500 rows in batches of 128 are 11.7 steps.
  await runner.takeEpoch();
  expect(total()).toBe(10 + 12);
});

test('takes no step of an epoch that is stopped before its length is known', async () => {
  const epoch = runner.takeEpoch();
  expect(runner.busy).toBe(true);
  runner.cancel();
  await epoch;
  expect(taken).toEqual([]);
  expect(runner.busy).toBe(false);
});

test('does nothing while other steps are in progress', async () => {
  const epoch = runner.takeEpoch();
  await runner.take(5);
  await epoch;
  expect(total()).toBe(12);
});

test('reports an error, unless it was stopped', async () => {
  const failure = new Error('gone');
  rows = Promise.reject(failure);
  await runner.takeEpoch();
  expect(report).toHaveBeenCalledExactlyOnceWith(failure);
  const stopped = runner.takeEpoch();
  runner.cancel();
  await stopped;
  expect(report).toHaveBeenCalledOnce();
});

describe('a change of the data during an epoch', () => {
  /** A client handles calls in order: steps requested after the change would train on the new data. */
  async function duringAnEpoch(change: Promise<void>): Promise<{ epoch: Promise<void>; changed: Promise<void> }> {
    const step = new Deferred();
    answered = step.promise;
    const epoch = runner.takeEpoch();
    await vi.waitFor(() => expect(taken).toEqual([1]));
    const changed = runner.yieldTo(change);
    changed.catch(() => {});
    step.resolve();
    await turns();
    expect(taken).toEqual([1]);
    return { epoch, changed };
  }

  test('ends the epoch when it is accepted, and not before', async () => {
    const change = new Deferred();
    const { epoch, changed } = await duringAnEpoch(change.promise);
    expect(runner.busy).toBe(true);
    change.resolve();
    await Promise.all([epoch, changed]);
    expect(taken).toEqual([1]);
    await runner.take(1);
    expect(taken).toEqual([1, 1]);
  });

  test('lets the epoch continue if it is refused', async () => {
    const change = new Deferred();
    const { epoch, changed } = await duringAnEpoch(change.promise);
    change.reject(new Error('too large'));
    await expect(changed).rejects.toThrow('too large');
    await epoch;
    expect(total()).toBe(12);
    expect(report).not.toHaveBeenCalled();
  });

  test('does not end steps that are requested during it', async () => {
    const change = new Deferred();
    const changed = runner.yieldTo(change.promise);
    const epoch = runner.takeEpoch();
    change.resolve();
    await Promise.all([epoch, changed]);
    expect(total()).toBe(12);
  });
});
