import { expect, test, vi } from 'vitest';
import { DataError } from '../data/errors';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import { RecipeError } from '../experiment/errors';
import type { Snapshot } from '../experiment/snapshot';
import { BudgetError, GpuUnavailable } from '../engine/gpu/errors';
import { WorkerClient } from './client';
import type { FromWorker, Request, RequestName, Requests, SerializedError } from './protocol';

const DEVICE = { vendor: 'test', architecture: '', description: '', software: true, timestamps: false };

/** A worker that answers when it is told to, and keeps what it was asked. */
class StubWorker {
  onmessage: (message: { data: FromWorker }) => void = () => {};
  onerror: (failure: { message: string }) => void = () => {};
  onmessageerror: () => void = () => {};
  readonly requests: Request[] = [];
  /** What was handed over with each request, in order. */
  readonly transfers: Transferable[][] = [];
  readonly terminate = vi.fn();

  postMessage(request: Request, transfer: Transferable[]): void {
    this.requests.push(request);
    this.transfers.push(transfer);
  }

  /** Waits until the page has asked for `name` once more than it was answered, and answers that. */
  async answer(name: Request['name'], value: object = {}): Promise<Request> {
    const request = await this.next(name);
    this.reply(request, value);
    return request;
  }

  reply({ id }: Request, value: object): void {
    this.onmessage({ data: { id, ok: true, value: value as Requests[RequestName]['give'] } });
  }

  async refuse(name: Request['name'], error: SerializedError): Promise<void> {
    this.onmessage({ data: { id: (await this.next(name)).id, ok: false, error } });
  }

  next(name: Request['name']): Promise<Request> {
    return vi.waitFor(() => {
      const request = this.requests.shift();
      if (!request) throw new Error(`no '${name}' was asked for`);
      expect(request.name).toBe(name);
      return request;
    });
  }
}

function open() {
  const worker = new StubWorker();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client uses no more of a worker
  const client = new WorkerClient(DEFAULT_EXPERIMENT, 'https://example.org/data/', () => worker as unknown as Worker);
  return { worker, client };
}

async function opened() {
  const { worker, client } = open();
  await worker.answer('open', { device: DEVICE });
  await client.ready;
  return { worker, client };
}

const snapshot = (step: number): Snapshot => ({ step, epoch: 0, seconds: 0, lanes: [] });

test('it opens with an experiment and the folder of the data, and then knows the device', async () => {
  const { worker, client } = open();
  const request = await worker.answer('open', { device: DEVICE });
  await client.ready;
  expect(request).toMatchObject({ experiment: DEFAULT_EXPERIMENT, dataBase: 'https://example.org/data/' });
  expect(client.device).toEqual(DEVICE);
});

test('rows are taken as they are when they are given; what is no row at all the engine refuses', async () => {
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

test('rows and sets that are given away are not copied', async () => {
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

test('without a GPU ready rejects with what is missing', async () => {
  const { worker, client } = open();
  await worker.refuse('open', { name: 'GpuUnavailable', message: 'There is none.', details: { reason: 'no-adapter' } });
  const error = await client.ready.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GpuUnavailable);
  expect(error).toMatchObject({ reason: 'no-adapter', message: 'There is none.' });
});

test('each change is merged onto the experiment that is in force when its turn comes', async () => {
  const { worker, client } = await opened();
  const first = client.configure({ training: { learningRate: 0.5 } });
  const refused = client.configure({ training: { batchSize: 64 } }).catch((error: unknown) => error);
  const last = client.configure({ training: { weightDecay: 0.25 } });

  const asked = { ...DEFAULT_EXPERIMENT, training: { ...DEFAULT_EXPERIMENT.training, learningRate: 0.5 } };
  expect(await worker.answer('configure', { experiment: asked, rebuilt: false })).toMatchObject({ experiment: asked });
  await first;
  await worker.refuse('configure', { name: 'RecipeError', message: 'Too much.', details: { field: 'training.batchSize' } });
  expect(await refused).toMatchObject({ name: 'RecipeError', field: 'training.batchSize', message: 'Too much.' });

  const third = { ...asked, training: { ...asked.training, weightDecay: 0.25 } };
  const request = await worker.answer('configure', { experiment: third, rebuilt: false });
  expect(request).toMatchObject({ experiment: third });
  await last;
  expect(client.experiment).toEqual(third);
});

test('what is not allowed never reaches the engine', async () => {
  const { worker, client } = await opened();
  const error = await client.configure({ training: { learningRate: Number.NaN } }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RecipeError);
  expect(error).toMatchObject({ field: 'training.learningRate' });
  expect(worker.requests).toEqual([]);
  expect(client.experiment).toEqual(DEFAULT_EXPERIMENT);
});

test('reading waits for the changes made before it, and holds nothing up', async () => {
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

test('a new seed is another seed, and the experiment has it', async () => {
  const { worker, client } = await opened();
  const reset = client.reset({ newSeed: true });
  const request = await worker.answer('reset');
  await reset;
  const { seed } = client.experiment.training;
  expect(request).toMatchObject({ seed });
  expect(seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
});

test('own rows can be left and taken up again: they come with their own split', async () => {
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
    const request = await worker.next('configure');
    expect('experiment' in request && request.experiment.dataset).toMatchObject({ name, heldOut });
    worker.reply(request, { rebuilt: true, experiment: 'experiment' in request && request.experiment });
    await changed;
    expect(client.experiment.dataset).toMatchObject({ name, heldOut });
  }
});

test('snapshots come at most 20 a second, the first of a run and the newest always', () => {
  vi.useFakeTimers();
  try {
    const { worker, client } = open();
    const seen: number[] = [];
    client.addEventListener('snapshot', () => seen.push(client.latest?.step ?? -1));
    const send = (step: number) => worker.onmessage({ data: { event: 'snapshot', snapshot: snapshot(step) } });
    for (const step of [10, 11, 12, 0, 1, 2]) send(step);
    expect(seen).toEqual([10]);
    vi.advanceTimersByTime(49);
    expect(seen).toEqual([10]);
    vi.advanceTimersByTime(2);
    expect(seen).toEqual([10, 0]);
    vi.advanceTimersByTime(60);
    expect(seen).toEqual([10, 0, 2]);
    for (let step = 3; step < 203; step++) {
      send(step);
      vi.advanceTimersByTime(5);
    }
    // One second: 20, and one for the window's edge.
    expect(seen.length).toBeLessThanOrEqual(3 + 21);
    vi.advanceTimersByTime(60);
    expect(seen.at(-1)).toBe(202);
  } finally {
    vi.useRealTimers();
  }
});

test('a worker that dies takes every answer with it, and says so once', async () => {
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

test('errors come back as what they were', async () => {
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
