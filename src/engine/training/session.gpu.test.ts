/** How a session runs on the real engine: the guarantees of the page's element. */
import { expect, test } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import { changed, losses, openSession, SMALL } from '../../../tests/setup/session';
import { withDevice } from '../../../tests/setup/with-device';
import { requestDevice } from '../gpu/device';
import { GpuUnavailable } from '../gpu/errors';
import { Session } from './session';

test('opens at step 0 with statistics of the first batch and held-out figures', () =>
  withDevice(async (device) => {
    const { session, snapshots } = await openSession(device);
    const snapshot = await session.snapshot();
    expect(snapshot).toMatchObject({ step: 0, epoch: 0, seconds: 0 });
    expect(snapshots).toHaveLength(1);
    for (const lane of snapshot.lanes) {
      expect(lane.status).toBe('paused');
      expect(lane.layers).toHaveLength(2);
      expect(lane.heldOutLoss).toBeGreaterThan(0);
      const { counts, below, above } = lane.layers[0].histogram;
      expect(counts.reduce((a, b) => a + b, 0) + below + above).toBe(16 * 6);
    }
  }));

test('takes exactly the requested steps, and repeats them after a reset under the same seed', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    const first = await session.step(7);
    expect(first.step).toBe(7);
    const second = await session.step(13);
    expect(second.step).toBe(20);
    // 20 batches of 16 over 150 training rows: 2 whole passes.
    expect(second.epoch).toBe(2);
    await session.reset(SMALL.training.seed);
    expect((await session.snapshot()).step).toBe(0);
    const again = await session.step(20);
    expect(losses(again)).toEqual(losses(second));
    expect(again.lanes[0].layers[1].variance).toBe(second.lanes[0].layers[1].variance);
    await session.reset(SMALL.training.seed + 1);
    expect(losses(await session.step(20))).not.toEqual(losses(second));
  }));

test('reports the loss of the first batch before any update at step 1', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    const start = await session.snapshot();
    expect(losses(await session.step(1))).toEqual(losses(start));
  }));

test('learns', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device, changed({ training: { optimizer: 'adam', learningRate: 0.01 } }));
    const start = await session.snapshot();
    const end = await session.step(300);
    end.lanes.forEach((lane, i) => {
      expect(lane.heldOutLoss).toBeLessThan(start.lanes[i].heldOutLoss ?? 0);
      expect(lane.heldOutAccuracy).toBeGreaterThan(0.85);
    });
  }));

test('runs until paused, and stops at a step whose statistics are known', () =>
  withDevice(async (device) => {
    const { session, snapshots, states } = await openSession(device);
    session.play();
    await expect.poll(() => snapshots.length).toBeGreaterThan(3);
    await session.pause();
    expect(states).toEqual([true, false]);
    const rested = await session.snapshot();
    expect(rested.step).toBeGreaterThan(1);
    await expect.poll(() => snapshots.at(-1)?.step).toBe(rested.step);
    expect(rested.seconds).toBeGreaterThan(0);
    const steps = snapshots.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    await turns();
    expect((await session.snapshot()).step).toBe(rested.step);
    expect((await session.step(1)).step).toBe(rested.step + 1);
  }));

test('reports that it is paused even if steps were running when it was paused', () =>
  withDevice(async (device) => {
    const { session, states } = await openSession(device);
    const interrupted = async (work: () => Promise<unknown>) => {
      states.length = 0;
      session.play();
      await expect.poll(() => states).toEqual([true]);
      const done = work();
      await session.pause();
      await done;
      return [...states];
    };
    // A rebuild does not stop the run, and does not resume a paused one.
    expect(await interrupted(() => session.configure(changed({ training: { batchSize: 8 } })))).toEqual([true, false]);
    expect(await interrupted(() => session.reset(5))).toEqual([true, false]);
    const before = (await session.snapshot()).step;
    await turns();
    expect((await session.snapshot()).step).toBe(before);
  }));

test('reports an error for play() before open()', () =>
  withDevice(async (device) => {
    const errors: unknown[] = [];
    const session = new Session(device, SMALL, '', {
      snapshot() {},
      statechange() {},
      error: (error) => errors.push(error),
    });
    session.play();
    await expect.poll(() => errors).toHaveLength(1);
  }));

test('stops when the device is lost, and reports it once', async () => {
  const device = await requestDevice();
  let lose: (error: GpuUnavailable) => void = () => {};
  const lost = new Promise<GpuUnavailable>((resolve) => {
    lose = resolve;
  });
  Object.defineProperty(device, 'lost', { value: lost });
  const { session, states, errors } = await openSession(device);
  session.play();
  await expect.poll(() => states).toEqual([true]);
  const error = new GpuUnavailable('lost', 'gone');
  device.destroy();
  lose(error);
  await expect.poll(() => states).toEqual([true, false]);
  // The pending reading is lost too, which is not reported separately.
  expect(errors).toEqual([error]);
});

test('does nothing more after it is closed', async () => {
  const device = await requestDevice();
  const { session, errors } = await openSession(device);
  const { queue } = device.gpu;
  let submissions = 0;
  const submit = queue.submit.bind(queue);
  queue.submit = (buffers) => {
    submissions++;
    submit(buffers);
  };
  session.play();
  await expect.poll(() => submissions).toBeGreaterThan(2);
  session.close();
  await turns();
  const atRest = submissions;
  await turns();
  expect(submissions).toBe(atRest);
  expect(errors).toEqual([]);
});
