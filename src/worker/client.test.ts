import { expect, test, vi } from 'vitest';
import { DataError } from '../data/errors';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import { RecipeError } from '../experiment/errors';
import type { Snapshot } from '../experiment/snapshot';
import { validateExperiment } from '../experiment/validate';
import { StubWorker } from '../../tests/fixtures/stub-worker';
import { BudgetError, GpuUnavailable } from '../engine/gpu/errors';
import { WorkerClient } from './client';
import type { SerializedError } from './protocol';

const DEVICE = { vendor: 'test', architecture: '', description: '', software: true, timestamps: false };

function open() {
  const worker = new StubWorker();
  const client = new WorkerClient(DEFAULT_EXPERIMENT, 'https://example.org/data/', () => worker.asWorker());
  return { worker, client };
}

async function opened() {
  const { worker, client } = open();
  await worker.answer('open', { device: DEVICE });
  await client.ready;
  return { worker, client };
}

const snapshot = (step: number): Snapshot => ({ step, epoch: 0, seconds: 0, lanes: [] });

test('opens with an experiment and the folder of the data, and then knows the device', async () => {
  const { worker, client } = open();
  const request = await worker.answer('open', { device: DEVICE });
  await client.ready;
  expect(request).toMatchObject({ experiment: DEFAULT_EXPERIMENT, dataBase: 'https://example.org/data/' });
  expect(client.device).toEqual(DEVICE);
});

test('copies rows when they are given, and passes other values to the engine, which refuses them', async () => {
  const { worker, client } = await opened();
  const inputs = Float32Array.of(9, 1, 2, 3, 4);
  const given = client.setData({ inputs: inputs.subarray(1), labels: Uint32Array.of(0, 1), features: 2, classes: 2 });
  inputs.fill(0);
  const request = await worker.answer('setData');
  await given;
  if (request.name !== 'setData') throw new Error('something else was asked for');
  expect(request.data.inputs).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(request.data.inputs.buffer.byteLength).toBe(16);

  // @ts-expect-error -- a script on the page is not held to types
  const refused = client.setData({ inputs: [1, 2], labels: undefined, features: 2, classes: 2 });
  await worker.refuse('setData', { name: 'DataError', message: 'inputs must be a Float32Array.', details: {} });
  await expect(refused).rejects.toBeInstanceOf(DataError);
});

test('transfers rows and datasets that are given away, without a copy', async () => {
  const { worker, client } = await opened();
  const data = { inputs: Float32Array.of(1, 2, 3, 4), labels: Uint32Array.of(0, 1), features: 2, classes: 2, heldOut: 1 };
  const given = client.giveData(data);
  const request = await worker.answer('setData');
  await given;
  if (request.name !== 'setData') throw new Error('something else was asked for');
  expect(request.data.inputs).toBe(data.inputs);
  expect(worker.transfers.at(-1)).toEqual([data.inputs.buffer, data.labels.buffer]);
  expect(client.experiment.dataset).toMatchObject({ name: 'custom', heldOut: 1 });

  const whole = { inputs: new Uint8Array(784), labels: new Uint32Array(1) };
  const provided = client.provide('mnist', whole);
  const offer = await worker.answer('provide');
  await provided;
  expect(offer).toMatchObject({ set: 'mnist' });
  if (offer.name !== 'provide') throw new Error('something else was asked for');
  expect(offer.whole.inputs).toBe(whole.inputs);
  expect(worker.transfers.at(-1)).toEqual([whole.inputs.buffer, whole.labels.buffer]);
});

test('rejects `ready` with the reason if there is no GPU', async () => {
  const { worker, client } = open();
  await worker.refuse('open', { name: 'GpuUnavailable', message: 'There is none.', details: { reason: 'no-adapter' } });
  const error = await client.ready.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GpuUnavailable);
  expect(error).toMatchObject({ reason: 'no-adapter', message: 'There is none.' });
});

test('merges each change into the experiment that is current when its turn comes, and sends it classified', async () => {
  const { worker, client } = await opened();
  const first = client.configure({ training: { learningRate: 0.5 } });
  const refused = client.configure({ training: { batchSize: 64 } }).catch((error: unknown) => error);
  const last = client.configure({ training: { weightDecay: 0.25 } });

  const faster = { ...DEFAULT_EXPERIMENT, training: { ...DEFAULT_EXPERIMENT.training, learningRate: 0.5 } };
  expect(await worker.answer('apply')).toMatchObject({ change: { experiment: faster, change: 'live' } });
  await first;
  const smaller = await worker.next('apply');
  expect(smaller).toMatchObject({ change: { experiment: { training: { batchSize: 64 } }, change: 'rebuild' } });
  worker.reject(smaller, { name: 'RecipeError', message: 'Too much.', details: { field: 'training.batchSize' } });
  expect(await refused).toMatchObject({ name: 'RecipeError', field: 'training.batchSize', message: 'Too much.' });

  const third = { ...faster, training: { ...faster.training, weightDecay: 0.25 } };
  expect(await worker.answer('apply')).toMatchObject({ change: { experiment: third, change: 'live' } });
  await last;
  expect(client.experiment).toEqual(third);
});

test('gives an edit the experiment that is current when its turn comes', async () => {
  const { worker, client } = await opened();
  void client.configure({ dataset: { name: 'moons' } });
  const edited = client.edit((current) => validateExperiment({ training: { seed: 5 } }, current));
  await worker.answer('apply');
  const request = await worker.answer('apply');
  await edited;
  expect(request).toMatchObject({ change: { experiment: { dataset: { name: 'moons' }, training: { seed: 5 } } } });
});

test('never sends a change that is not allowed', async () => {
  const { worker, client } = await opened();
  const error = await client.configure({ training: { learningRate: Number.NaN } }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RecipeError);
  expect(error).toMatchObject({ field: 'training.learningRate' });
  expect(worker.requests).toEqual([]);
  expect(client.experiment).toEqual(DEFAULT_EXPERIMENT);
});

test('reads after the changes made before it, and delays nothing', async () => {
  const { worker, client } = await opened();
  const stepped = client.step(3);
  const read = client.weights(1);
  const paused = client.pause();
  await worker.answer('step', { snapshot: snapshot(3) });
  expect((await stepped).step).toBe(3);
  // Both are asked for, though neither has been answered.
  await vi.waitFor(() => expect(worker.requests.map(({ name }) => name).toSorted()).toEqual(['pause', 'weights']));
  worker.requests.sort((a, b) => a.name.localeCompare(b.name));
  await worker.answer('pause');
  await paused;
  await worker.answer('weights', { tensors: {} });
  expect(await read).toEqual({});
});

test('puts a new seed into the experiment', async () => {
  const { worker, client } = await opened();
  const reset = client.reset({ newSeed: true });
  const request = await worker.answer('reset');
  await reset;
  const { seed } = client.experiment.training;
  expect(request).toMatchObject({ seed });
  expect(seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
});

test('keeps the split of own rows when another dataset is chosen meanwhile', async () => {
  const { worker, client } = await opened();
  expect(client.hasOwnData).toBe(false);
  const rows = { inputs: new Float32Array(8), labels: Uint32Array.of(0, 1, 0, 1), features: 2, classes: 2, heldOut: 1 };
  const given = client.setData(rows);
  await worker.answer('setData');
  await given;
  expect(client.hasOwnData).toBe(true);
  expect(client.experiment.dataset).toMatchObject({ name: 'custom', heldOut: 1 });

  for (const [name, heldOut] of [
    ['moons', 0.25],
    ['custom', 1],
  ] as const) {
    const changed = client.configure({ dataset: { name } });
    expect(await worker.answer('apply')).toMatchObject({ change: { experiment: { dataset: { name, heldOut } } } });
    await changed;
    expect(client.experiment.dataset).toMatchObject({ name, heldOut });
  }
});

test('emits every snapshot that the engine sends: the engine limits their rate', async () => {
  const { worker, client } = await opened();
  const seen: unknown[] = [];
  client.addEventListener('snapshot', (event) => seen.push(event instanceof CustomEvent && event.detail));
  const sent = [snapshot(0), snapshot(3), snapshot(7)];
  for (const each of sent) worker.onmessage({ data: { event: 'snapshot', snapshot: each } });
  expect(seen).toEqual(sent);
  expect(client.latest).toBe(sent[2]);
});

test('rejects every request when the worker dies, and reports it once', async () => {
  const { worker, client } = await opened();
  const errors: unknown[] = [];
  client.addEventListener('error', (event) => errors.push(event instanceof CustomEvent && event.detail));
  const lost = client.weights(0).catch((error: unknown) => error);
  await vi.waitFor(() => expect(worker.requests).toHaveLength(1));
  worker.onerror({ message: 'out of memory' });
  expect(await lost).toMatchObject({ message: 'The engine stopped: out of memory.' });
  expect(await client.step(1).catch((error: unknown) => error)).toMatchObject({
    message: 'The engine stopped: out of memory.',
  });
  expect(errors).toHaveLength(1);
  expect(worker.terminate).toHaveBeenCalledOnce();
  expect(client.running).toBe(false);
});

test('rebuilds errors in their own classes', async () => {
  const { worker, client } = await opened();
  const cases: [SerializedError, unknown, object][] = [
    [{ name: 'DataError', message: 'Not a number.', details: { row: 3, column: 2 } }, DataError, { row: 3, column: 2 }],
    [{ name: 'BudgetError', message: 'Too large.', details: { bytes: 5, limit: 4 } }, BudgetError, { bytes: 5, limit: 4 }],
    [{ name: 'RangeError', message: 'There is no lane 9.', details: {} }, RangeError, {}],
    [{ name: 'OddError', message: 'What?', details: {} }, Error, {}],
  ];
  for (const [serialized, kind, details] of cases) {
    const answer = client.weights(9).catch((error: unknown) => error);
    await worker.refuse('weights', serialized);
    const error = await answer;
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ message: serialized.message, ...details });
  }
});
