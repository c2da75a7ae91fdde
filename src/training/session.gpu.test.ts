/** How a session behaves: what the page's element promises, on the real engine. */
import { expect, test } from 'vitest';
import { withDevice } from '../../tests/setup/with-device';
import type { CompleteExperiment, DeepPartial, Experiment } from '../experiment/experiment';
import type { Snapshot } from '../experiment/snapshot';
import { validateExperiment } from '../experiment/validate';
import { requestDevice, type Device } from '../gpu/device';
import { Session } from './session';

const SMALL = validateExperiment({
  dataset: { name: 'moons', samples: 200 },
  training: { batchSize: 16 },
  lanes: [
    { activation: 'selu', depth: 2, width: 6, dropout: { kind: 'alpha', rate: 0.1 } },
    { activation: 'relu', depth: 2, width: 6 },
  ],
});

interface Harness {
  session: Session;
  snapshots: Snapshot[];
  states: boolean[];
  errors: unknown[];
}

async function open(device: Device, experiment: CompleteExperiment = SMALL): Promise<Harness> {
  const harness = { snapshots: [] as Snapshot[], states: [] as boolean[], errors: [] as unknown[] };
  const session = new Session(device, experiment, '', {
    snapshot: (snapshot) => harness.snapshots.push(snapshot),
    statechange: (running) => harness.states.push(running),
    error: (error) => harness.errors.push(error),
  });
  await session.open();
  return { session, ...harness };
}

const changed = (change: DeepPartial<Experiment>) => validateExperiment(change, SMALL);
const losses = (snapshot: Snapshot) => snapshot.lanes.map(({ loss }) => loss);

test('opens at step 0 with statistics of the first batch and held-out figures', () =>
  withDevice(async (device) => {
    const { session, snapshots } = await open(device);
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

test('takes exactly as many steps as asked, and the same again after a reset under the same seed', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
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

test('the loss at step 1 is that of the first batch before any update', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
    const start = await session.snapshot();
    expect(losses(await session.step(1))).toEqual(losses(start));
  }));

test('learns', () =>
  withDevice(async (device) => {
    const { session } = await open(device, changed({ training: { optimizer: 'adam', learningRate: 0.01 } }));
    const start = await session.snapshot();
    const end = await session.step(300);
    end.lanes.forEach((lane, i) => {
      expect(lane.heldOutLoss).toBeLessThan(start.lanes[i].heldOutLoss ?? 0);
      expect(lane.heldOutAccuracy).toBeGreaterThan(0.85);
    });
  }));

test('runs until paused, and rests on a step whose statistics are known', () =>
  withDevice(async (device) => {
    const { session, snapshots, states } = await open(device);
    session.play();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await session.pause();
    expect(states).toEqual([true, false]);
    const rested = await session.snapshot();
    expect(rested.step).toBeGreaterThan(1);
    expect(snapshots.at(-1)?.step).toBe(rested.step);
    expect(rested.seconds).toBeGreaterThan(0);
    const steps = snapshots.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await session.snapshot()).step).toBe(rested.step);
    expect((await session.step(1)).step).toBe(rested.step + 1);
  }));

test('live changes go on from the same step; others begin anew under the same seed', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
    await session.step(5);
    const lanes = SMALL.lanes.map((lane) => ({ ...lane, dropout: { ...lane.dropout, rate: 0.2 } }));
    expect(await session.configure(changed({ training: { learningRate: 0 }, lanes }))).toEqual({ rebuilt: false });
    expect((await session.snapshot()).step).toBe(5);
    const before = await session.weights(0);
    await session.step(2);
    // A learning rate of 0 moves nothing.
    expect((await session.weights(0))['hidden.0.weight'].data).toEqual(before['hidden.0.weight'].data);
    expect(await session.configure(changed({ training: { batchSize: 8 } }))).toEqual({ rebuilt: true });
    expect((await session.snapshot()).step).toBe(0);
  }));

test('a rebuild while running goes on running', () =>
  withDevice(async (device) => {
    const { session, errors } = await open(device);
    session.play();
    await session.configure(changed({ lanes: [{ depth: 3, width: 5 }] }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await session.pause();
    const snapshot = await session.snapshot();
    expect(snapshot.lanes).toHaveLength(1);
    expect(snapshot.step).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  }));

test('a lane too large for the device is refused by name and the run goes on', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
    await session.step(3);
    // A device that grants 1 MiB a buffer.
    Object.defineProperty(device, 'largestBinding', { value: 2 ** 20, configurable: true });
    try {
      const tooLarge = changed({
        lanes: [
          { depth: 2, width: 6 },
          { depth: 128, width: 2048 },
        ],
      });
      await expect(session.configure(tooLarge)).rejects.toMatchObject({ name: 'RecipeError', field: 'lanes.1.width' });
      await expect(session.configure(tooLarge)).rejects.toThrow(/widths from 2 to \d+ fit/);
    } finally {
      Reflect.deleteProperty(device, 'largestBinding');
    }
    expect((await session.step(1)).step).toBe(4);
  }));

test('weights read are weights set; a wrong tensor is refused whole', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
    const mine = await session.weights(0);
    expect(Object.keys(mine)).toEqual([
      'hidden.0.weight',
      'hidden.0.bias',
      'hidden.1.weight',
      'hidden.1.bias',
      'output.weight',
      'output.bias',
    ]);
    expect(mine['hidden.0.weight'].shape).toEqual([2, 6]);
    mine['output.bias'].data.fill(0.25);
    await session.setWeights(1, mine);
    expect(await session.weights(1)).toEqual(mine);
    const nan = structuredClone(mine);
    nan['hidden.1.weight'].data[3] = NaN;
    await expect(session.setWeights(1, nan)).rejects.toMatchObject({ name: 'ShapeError' });
    const missing = structuredClone(mine);
    delete missing['output.bias'];
    await expect(session.setWeights(1, missing)).rejects.toThrow(/'output.bias' \[2\] is missing/);
    await expect(session.setWeights(1, { ...mine, extra: mine['output.bias'] })).rejects.toThrow(/'extra'/);
    expect(await session.weights(1)).toEqual(mine);
  }));

test("predicts probabilities for rows in the data's own units", () =>
  withDevice(async (device) => {
    const { session } = await open(device, changed({ training: { optimizer: 'adam', learningRate: 0.01 } }));
    const { lanes } = await session.step(300);
    const { inputs, labels, trainingRows, heldOutRows } = await session.dataset();
    const heldOut = Float32Array.from(inputs.subarray(trainingRows * 2));
    const probabilities = await session.predict(0, heldOut);
    let correct = 0;
    for (let i = 0; i < heldOutRows; i++) {
      expect(probabilities[2 * i] + probabilities[2 * i + 1]).toBeCloseTo(1, 5);
      if (probabilities[2 * i + 1] > 0.5 === (labels[trainingRows + i] === 1)) correct++;
    }
    expect(correct / heldOutRows).toBe(lanes[0].heldOutAccuracy);
    await expect(session.predict(0, new Float32Array(3))).rejects.toMatchObject({ name: 'ShapeError' });
  }));

test('a lane that blows up is called diverged, and the other goes on', () =>
  withDevice(async (device) => {
    const { session } = await open(device);
    const weights = await session.weights(0);
    for (const { data } of Object.values(weights)) data.fill(1e30);
    await session.setWeights(0, weights);
    const { lanes } = await session.step(2);
    expect(lanes.map(({ status }) => status)).toEqual(['diverged', 'paused']);
    expect(Number.isFinite(lanes[1].loss)).toBe(true);
  }));

test('a lane of NaN stays diverged', () =>
  withDevice(async (device) => {
    // At a learning rate of 1000 every one of these overflows within five steps, and infinities make NaN.
    const lanes = (['selu', 'relu', 'gelu', 'linear'] as const).map((activation) => ({ activation, depth: 6, width: 8 }));
    const { session } = await open(device, changed({ training: { learningRate: 1000 }, lanes }));
    const { lanes: measured } = await session.step(20);
    expect(measured.map(({ status }) => status)).toEqual(['diverged', 'diverged', 'diverged', 'diverged']);
    expect(measured.map(({ loss }) => loss)).toEqual([NaN, NaN, NaN, NaN]);
  }));

test('times every lane, with timestamps and without', { timeout: 60_000 }, async () => {
  for (const timestamps of [true, false]) {
    const device = await requestDevice(undefined, { timestamps });
    expect(device.timestamps).toBe(timestamps);
    const { session } = await open(
      device,
      changed({
        lanes: [
          { depth: 2, width: 6 },
          { depth: 8, width: 48 },
        ],
      }),
    );
    session.play();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await session.pause();
    const [small, large] = (await session.snapshot()).lanes.map((lane) => lane.millisecondsPerStep);
    expect(small).toBeGreaterThan(0);
    // 8 × 48 units are some 100 times the arithmetic of 2 × 6.
    expect(large).toBeGreaterThan(small);
    session.close();
  }
});
