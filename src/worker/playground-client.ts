/**
 * The page's way to the engine, as an interface: what `client.ts` implements over a worker, and what components are given.
 * All errors are typed (RecipeError, GpuUnavailable, ShapeError, DataError, BudgetError …) and carry one clear sentence.
 */
import type { DatasetName } from '../data/catalogue';
import type { WholeSet } from '../data/image-sets';
import type { CompleteExperiment, DeepPartial, Experiment } from '../experiment/experiment';
import type { Snapshot, Tensors } from '../experiment/snapshot';
import type { CustomData, DataRows, DeviceDescription, Speed } from './protocol';

export interface PlaygroundClient extends EventTarget {
  // events: 'snapshot' (CustomEvent<Snapshot>), 'statechange' (CustomEvent<{ running: boolean }>; also after every accepted
  // change of the experiment), 'error' (CustomEvent<Error>)
  readonly ready: Promise<void>;
  readonly device: DeviceDescription | null;
  /** The experiment in force, complete. */
  readonly experiment: CompleteExperiment;
  readonly running: boolean;
  readonly speed: Speed;
  /** Whether rows of a person's own were given, which the dataset 'custom' then names. */
  readonly hasOwnData: boolean;
  /** The newest snapshot that has arrived, if any. */
  readonly latest: Snapshot | null;

  configure(change: DeepPartial<Experiment>): Promise<void>;
  play(): void;
  pause(): Promise<void>;
  step(count: number): Promise<Snapshot>;
  reset(options?: { newSeed?: boolean }): Promise<void>;
  snapshot(): Promise<Snapshot>;
  weights(lane: number): Promise<Tensors>;
  setWeights(lane: number, tensors: Tensors): Promise<void>;
  /** Trains on copies of these rows. */
  setData(data: CustomData): Promise<void>;
  /** As `setData`, with the arrays handed over: they are nobody else's from then on, refused or not. */
  giveData(data: CustomData): Promise<void>;
  /** Hands over a set opened from files, arrays and all, for experiments that name it. */
  provide(set: DatasetName, whole: WholeSet): Promise<void>;
  predict(lane: number, inputs: Float32Array): Promise<Float32Array>;
  rows(first: number, count: number): Promise<DataRows>;
  setSpeed(speed: Speed): Promise<void>;
  /** Ends the worker and frees the device. */
  close(): void;
}
