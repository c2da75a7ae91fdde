/** The page's side of the protocol: a PlaygroundClient whose engine runs in a dedicated worker. */
import type { DatasetName } from '../data/catalogue';
import type { WholeSet } from '../data/image-sets';
import { classifyChange, type Edit } from '../experiment/change';
import type { CompleteExperiment, DeepPartial, Experiment } from '../experiment/experiment';
import type { Snapshot, Tensors } from '../experiment/snapshot';
import { DEFAULT_SPEED } from '../experiment/speed';
import { validateExperiment } from '../experiment/validate';
import { keepTiles, readKeptTiles } from './kept-tiles';
import { OpenRequests } from './open-requests';
import type { PlaygroundClient } from './playground-client';
import type { CustomData, DataRows, DeviceDescription, FromWorker, RequestName, Requests, Speed } from './protocol';
import { rebuildError } from './rebuild-error';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'engine' });
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}

/**
 * Calls take effect in the order they are made. A call that changes the run waits for the change before it; a call that only
 * reads waits for the changes made before it, and delays nothing.
 */
export class WorkerClient extends EventTarget implements PlaygroundClient {
  readonly ready: Promise<void>;
  device: DeviceDescription | null = null;
  experiment: CompleteExperiment;
  running = false;
  speed: Speed = DEFAULT_SPEED;
  latest: Snapshot | null = null;

  private readonly requests: OpenRequests<Requests>;
  /** `heldOut` of the person's own rows, which the engine keeps; null until there are own rows. */
  private ownHeldOut: number | null = null;
  /** Resolves when all changes of the run are done. Never rejects. */
  private changes: Promise<unknown>;

  /**
   * @param experiment the experiment to open with
   * @param dataBase absolute URL of the folder that holds the data files
   */
  constructor(experiment: CompleteExperiment, dataBase: string, createWorker: () => Worker = startWorker) {
    super();
    this.experiment = experiment;
    const worker = createWorker();
    this.requests = new OpenRequests(worker);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    worker.onerror = ({ message }) => this.die(message);
    worker.onmessageerror = () => this.die('a message could not be read');
    const opening = this.requests.ask('open', { experiment, dataBase, keptTiles: readKeptTiles() });
    this.ready = opening.then(({ device, keptTiles }) => {
      this.device = device;
      if (keptTiles) keepTiles(keptTiles);
      this.announce();
    });
    // A caller that awaits `ready` gets its error; without this a page that does not await it reports an unhandled rejection.
    this.changes = this.ready.catch(() => {});
  }

  get hasOwnData(): boolean {
    return this.ownHeldOut !== null;
  }

  configure(change: DeepPartial<Experiment>): Promise<void> {
    return this.edit((experiment) => validateExperiment(change, experiment));
  }

  edit(edit: Edit): Promise<void> {
    return this.change(async () => {
      const change = classifyChange(this.experiment, this.withOwnSplit(edit(this.experiment)));
      await this.requests.ask('apply', { change });
      this.experiment = change.experiment;
      this.announce();
    });
  }

  play(): void {
    this.change(() => this.requests.ask('play', {})).catch((error: unknown) => this.emit('error', error));
  }

  async pause(): Promise<void> {
    await this.change(() => this.requests.ask('pause', {}));
  }

  step(count: number): Promise<Snapshot> {
    return this.change(async () => (await this.requests.ask('step', { count })).snapshot);
  }

  reset(options: { newSeed?: boolean } = {}): Promise<void> {
    return this.change(async () => {
      const { training } = this.experiment;
      const seed = options.newSeed ? newSeed() : training.seed;
      await this.requests.ask('reset', { seed });
      this.experiment = { ...this.experiment, training: { ...training, seed } };
      this.announce();
    });
  }

  async snapshot(): Promise<Snapshot> {
    return (await this.read('snapshot', {})).snapshot;
  }

  async weights(lane: number): Promise<Tensors> {
    return (await this.read('weights', { lane })).tensors;
  }

  setWeights(lane: number, tensors: Tensors): Promise<void> {
    return this.change(async () => {
      await this.requests.ask('setWeights', { lane, tensors });
    });
  }

  setData(data: CustomData): Promise<void> {
    // The arrays are copied now, so the caller can keep using its own. The copy of a view does not include the rest of its
    // buffer. The engine refuses values that are not typed arrays.
    const rows = { ...data };
    if (ArrayBuffer.isView(data.inputs)) rows.inputs = data.inputs.slice();
    if (ArrayBuffer.isView(data.labels)) rows.labels = data.labels.slice();
    return this.giveData(rows);
  }

  giveData(rows: CustomData): Promise<void> {
    const transfer = [rows.inputs, rows.labels].filter((array) => ArrayBuffer.isView(array)).map(({ buffer }) => buffer);
    return this.change(async () => {
      const heldOut = rows.heldOut ?? 0;
      const experiment = validateExperiment({ dataset: { name: 'custom', heldOut } }, this.experiment);
      await this.requests.ask('setData', { experiment, data: rows }, transfer);
      this.ownHeldOut = heldOut;
      this.experiment = experiment;
      this.announce();
    });
  }

  async provide(set: DatasetName, whole: WholeSet): Promise<void> {
    await this.change(() => this.requests.ask('provide', { set, whole }, [whole.inputs.buffer, whole.labels.buffer]));
  }

  async predict(lane: number, inputs: Float32Array): Promise<Float32Array> {
    const copy = inputs.slice();
    return (await this.read('predict', { lane, inputs: copy }, [copy.buffer])).probabilities;
  }

  async rows(first: number, count: number): Promise<DataRows> {
    return (await this.read('rows', { first, count })).rows;
  }

  async setSpeed(speed: Speed): Promise<void> {
    await this.change(() => this.requests.ask('speed', { speed }));
    this.speed = speed;
    this.announce();
  }

  close(): void {
    this.end(new Error('The playground was closed.'));
  }

  /** Returns the experiment with the given split of the user's own rows, which a change cannot replace. */
  private withOwnSplit(experiment: CompleteExperiment): CompleteExperiment {
    const { name, heldOut } = experiment.dataset;
    if (name !== 'custom' || this.ownHeldOut === null || this.ownHeldOut === heldOut) return experiment;
    return { ...experiment, dataset: { ...experiment.dataset, heldOut: this.ownHeldOut } };
  }

  private change<T>(work: () => Promise<T>): Promise<T> {
    const result = this.changes.then(work);
    this.changes = result.catch(() => {});
    return result;
  }

  private async read<N extends RequestName>(
    name: N,
    take: Requests[N]['take'],
    transfer: Transferable[] = [],
  ): Promise<Requests[N]['give']> {
    await this.changes;
    return this.requests.ask(name, take, transfer);
  }

  private receive(message: FromWorker): void {
    if ('id' in message) {
      this.requests.settle(message);
      return;
    }
    switch (message.event) {
      case 'snapshot':
        this.latest = message.snapshot;
        this.emit('snapshot', message.snapshot);
        break;
      case 'statechange':
        this.running = message.running;
        this.announce();
        break;
      case 'error':
        this.emit('error', rebuildError(message.error));
        break;
    }
  }

  private die(message: string): void {
    const error = new Error(`The engine stopped${message ? `: ${message}` : ''}.`);
    this.end(error);
    this.announce();
    this.emit('error', error);
  }

  private end(error: Error): void {
    this.running = false;
    this.requests.end(error);
  }

  private announce(): void {
    this.emit('statechange', { running: this.running });
  }

  private emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
