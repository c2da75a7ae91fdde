/** How a session behaves: what the page's element promises, on the real engine. */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { loadDataset } from '../../data/load';
import type { CompleteExperiment, DeepPartial, Experiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import { validateExperiment } from '../../experiment/validate';
import { requestDevice, type Device } from '../gpu/device';
import { GpuUnavailable } from '../gpu/errors';
import { Session } from './session';
import { Trainer } from './trainer';

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
    await expect.poll(() => snapshots.at(-1)?.step).toBe(rested.step);
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

test('a listener hears that it rests, whatever was under way when it was asked to', () =>
  withDevice(async (device) => {
    const { session, states } = await open(device);
    const interrupted = async (work: () => Promise<unknown>) => {
      states.length = 0;
      session.play();
      await expect.poll(() => states).toEqual([true]);
      const done = work();
      await session.pause();
      await done;
      return [...states];
    };
    // Replaced, it runs throughout; and it does not take up again what a pause has ended.
    expect(await interrupted(() => session.configure(changed({ training: { batchSize: 8 } })))).toEqual([true, false]);
    expect(await interrupted(() => session.reset(5))).toEqual([true, false]);
    const before = (await session.snapshot()).step;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await session.snapshot()).step).toBe(before);
  }));

test('to play what was never opened is an error that the listener hears', () =>
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

/** Mean cross-entropy over the held-out rows, in float64 from what `predict` gives. */
async function heldOutLoss(session: Session): Promise<number> {
  const { inputs, labels, trainingRows, heldOutRows, features, classes } = await session.dataset();
  const probabilities = await session.predict(0, Float32Array.from(inputs.subarray(trainingRows * features)));
  let loss = 0;
  for (let i = 0; i < heldOutRows; i++) loss -= Math.log(probabilities[i * classes + labels[trainingRows + i]]);
  return loss / heldOutRows;
}

test('the confusion counts every held-out row once, as predict has it', () =>
  withDevice(async (device) => {
    const { session } = await open(device, changed({ dataset: { name: 'gaussians', samples: 230, heldOut: 0.4 } }));
    const { lanes } = await session.step(9);
    const { inputs, labels, trainingRows, heldOutRows, features, classes } = await session.dataset();
    const rows = Float32Array.from(inputs.subarray(trainingRows * features));
    for (const [i, { confusion, heldOutAccuracy }] of lanes.entries()) {
      const probabilities = await session.predict(i, rows);
      const counts = new Uint32Array(classes ** 2);
      for (let row = 0; row < heldOutRows; row++) {
        const of = [...probabilities.subarray(row * classes, (row + 1) * classes)];
        counts[labels[trainingRows + row] * classes + of.indexOf(Math.max(...of))]++;
      }
      expect(confusion).toEqual(counts);
      const right = counts.filter((_, at) => at % (classes + 1) === 0).reduce((a, b) => a + b);
      expect(right).toBe(Math.round((heldOutAccuracy ?? NaN) * heldOutRows));
      // More than one class is predicted, so that the counts could be wrong.
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(classes);
    }
  }));

test('held-out figures are of the network as it is, also after its α has changed', () =>
  withDevice(async (device) => {
    const withAlpha = (alpha: number) => changed({ lanes: [{ activation: 'elu', alpha, depth: 3, width: 6 }] });
    const { session } = await open(device, withAlpha(1));
    for (const [steps, alpha] of [
      [0, 2],
      [3, 0.25],
    ]) {
      if (steps > 0) await session.step(steps);
      const before = (await session.snapshot()).lanes[0];
      expect(await session.configure(withAlpha(alpha))).toEqual({ rebuilt: false });
      const [lane] = (await session.snapshot()).lanes;
      expect(lane.alpha).toBe(alpha);
      expect(Math.abs((lane.heldOutLoss ?? 0) / (await heldOutLoss(session)) - 1)).toBeLessThan(1e-5);
      expect(lane.heldOutLoss).not.toBe(before.heldOutLoss);
    }
  }));

test('before the first step, a live change shows in the statistics of the first batch', () =>
  withDevice(async (device) => {
    const { session, snapshots } = await open(device);
    const lanes = SMALL.lanes.map((lane) => ({ ...lane, dropout: { ...lane.dropout, rate: 0.5 } }));
    await session.configure(changed({ lanes }));
    await expect.poll(() => snapshots).toHaveLength(2);
    const start = await session.snapshot();
    expect(losses(start)).not.toEqual(losses(snapshots[0]));
    expect(losses(await session.step(1))).toEqual(losses(start));
  }));

test('stops when the device is lost, and says so once', async () => {
  const device = await requestDevice();
  let lose: (error: GpuUnavailable) => void = () => {};
  const lost = new Promise<GpuUnavailable>((resolve) => {
    lose = resolve;
  });
  Object.defineProperty(device, 'lost', { value: lost });
  const { session, states, errors } = await open(device);
  session.play();
  await expect.poll(() => states).toEqual([true]);
  const error = new GpuUnavailable('lost', 'gone');
  device.destroy();
  lose(error);
  await expect.poll(() => states).toEqual([true, false]);
  // What was being read is lost with it, and not worth a word.
  expect(errors).toEqual([error]);
});

test('nothing goes on after it is closed', async () => {
  const device = await requestDevice();
  const { session, errors } = await open(device);
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
  await new Promise((resolve) => setTimeout(resolve, 50));
  const atRest = submissions;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(submissions).toBe(atRest);
  expect(errors).toEqual([]);
});

test('a build that fails leaves no memory behind', async () => {
  const device = await requestDevice();
  const { gpu } = device;
  const { session } = await open(device);
  const alive = new Set<GPUBuffer>();
  const createBuffer = gpu.createBuffer.bind(gpu);
  gpu.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    // Uniforms of dispatches are left to the garbage collector; they are a few bytes each.
    if ((descriptor.usage & GPUBufferUsage.STORAGE) !== 0) alive.add(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy();
    };
    return buffer;
  };
  const createPipeline = gpu.createComputePipelineAsync.bind(gpu);
  gpu.createComputePipelineAsync = (descriptor) =>
    descriptor.label?.startsWith('matmul_forward tanh')
      ? Promise.reject(new Error('does not compile'))
      : createPipeline(descriptor);
  await expect(session.configure(changed({ lanes: [{ activation: 'tanh', depth: 2, width: 6 }] }))).rejects.toThrow(
    'does not compile',
  );
  expect([...alive].map(({ label }) => label)).toEqual([]);
  expect((await session.step(1)).step).toBe(1);
  session.close();
});

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

test.each([true, false])(
  'times every lane and each part of its step; timestamps: %s',
  { timeout: 60_000 },
  async (timestamps) => {
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
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await session.pause();
    const [small, large] = (await session.snapshot()).lanes;
    expect(small.millisecondsPerStep).toBeGreaterThan(0);
    // 8 × 48 units are some 100 times the arithmetic of 2 × 6.
    expect(large.millisecondsPerStep).toBeGreaterThan(small.millisecondsPerStep);
    for (const { cost, millisecondsPerStep, dispatchesPerStep } of [small, large]) {
      expect(cost.map(({ part }) => part)).toEqual(['forward', 'output', 'backward', 'update', 'statistics']);
      for (const { part, milliseconds } of cost) expect(milliseconds, part).toBeGreaterThan(0);
      const ofStep = cost.slice(0, -1);
      const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
      expect(sum(ofStep.map(({ milliseconds }) => milliseconds))).toBeCloseTo(millisecondsPerStep, 9);
      // The gather is the lanes' in common.
      expect(sum(ofStep.map(({ dispatches }) => dispatches))).toBe(dispatchesPerStep - 1);
    }
    expect(large.cost[0].milliseconds).toBeGreaterThan(small.cost[0].milliseconds);
    session.close();
  },
);

test('timing from outside changes nothing', { timeout: 60_000 }, async () => {
  const device = await requestDevice(undefined, { timestamps: false });
  for (const [optimizer, normalization] of [
    ['momentum', 'none'],
    ['adam', 'batch'],
    ['sgd', 'weight'],
    ['adam', 'layer'],
  ] as const) {
    const lane = { depth: 2, width: 6, normalization };
    const experiment = changed({ training: { optimizer }, lanes: [lane] });
    const dataset = await loadDataset(experiment.dataset, '');
    const weights = async (timed: boolean) => {
      const trainer = await Trainer.create(device, experiment, dataset);
      trainer.train(3, false);
      if (timed) await trainer.timeLanes();
      // Of what the update remembers these three steps tell; running moments are told with the weights.
      trainer.train(3, false);
      const tensors = await trainer.models[0].weights();
      trainer.destroy();
      return tensors;
    };
    expect(await weights(true)).toEqual(await weights(false));
  }
  device.destroy();
});
