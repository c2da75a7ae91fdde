/**
 * The page's access to the engine, as an interface: client.ts implements it over a worker, and components use it. All errors are
 * typed (RecipeError, GpuUnavailable, ShapeError, DataError, BudgetError …), each with one clear sentence.
 */
import type { DatasetName } from '../data/catalogue';
import type { WholeSet } from '../data/image-sets';
import type { Edit } from '../experiment/change';
import type { CompleteExperiment, DeepPartial, Experiment } from '../experiment/experiment';
import type { Snapshot, Tensors } from '../experiment/snapshot';
import type { CustomData, DataRows, DeviceDescription, Speed } from './protocol';

export interface PlaygroundClient extends EventTarget {
  // events: 'snapshot' (CustomEvent<Snapshot>), 'statechange' (CustomEvent<{ running: boolean }>; also after every accepted
  // change of the experiment), 'error' (CustomEvent<Error>)
  readonly ready: Promise<void>;
  readonly device: DeviceDescription | null;
  /** The current experiment, complete. */
  readonly experiment: CompleteExperiment;
  readonly running: boolean;
  readonly speed: Speed;
  /** Whether a person's own rows were given. The dataset 'custom' then consists of them. */
  readonly hasOwnData: boolean;
  /** The newest snapshot that has arrived, if any. */
  readonly latest: Snapshot | null;

  /** Checks a change from outside the page and merges it into the experiment. */
  configure(change: DeepPartial<Experiment>): Promise<void>;
  /**
   * Switches to the experiment that `edit` returns, which must have been validated. `edit` is called once, when all changes
   * before it are done, with the experiment that is current then.
   */
  edit(edit: Edit): Promise<void>;
  play(): void;
  pause(): Promise<void>;
  step(count: number): Promise<Snapshot>;
  reset(options?: { newSeed?: boolean }): Promise<void>;
  snapshot(): Promise<Snapshot>;
  weights(lane: number): Promise<Tensors>;
  setWeights(lane: number, tensors: Tensors): Promise<void>;
  /** Trains on copies of these rows. */
  setData(data: CustomData): Promise<void>;
  /** Like `setData`, but transfers the arrays: the caller cannot use them afterwards, even if the rows are refused. */
  giveData(data: CustomData): Promise<void>;
  /** Transfers a dataset opened from files, arrays included, for experiments that name it. */
  provide(set: DatasetName, whole: WholeSet): Promise<void>;
  predict(lane: number, inputs: Float32Array): Promise<Float32Array>;
  rows(first: number, count: number): Promise<DataRows>;
  setSpeed(speed: Speed): Promise<void>;
  /** Ends the worker and frees the device. */
  close(): void;
}
