/**
 * The messages between page and worker: types only. Every request carries an id and is answered once, by a `Reply` with the same
 * id; events are sent without a request. Rows to train on or to predict are transferred to the worker; everything else is copied.
 */
import type { CustomData, ImageShape } from '../data/dataset';
import type { DatasetName } from '../data/catalogue';
import type { WholeSet } from '../data/image-sets';
import type { Change } from '../experiment/change';
import type { CompleteExperiment } from '../experiment/experiment';
import type { Snapshot, Tensors } from '../experiment/snapshot';
import type { Speed } from '../experiment/speed';
import type { KeptTiles } from './settle-tiles';

export type { CustomData, Speed };

/** Consecutive rows of the dataset in their original units, as the page shows them. */
export interface DataRows {
  inputs: Float32Array;
  labels: Uint32Array;
  features: number;
  classes: number;
  /** Index of the first row in the dataset; rows from `trainingRows` on are held out. */
  first: number;
  trainingRows: number;
  heldOutRows: number;
  classNames: string[];
  featureNames: string[];
  /** Present for images, whose features are ordered as ImageShape says. */
  image?: ImageShape;
}

export interface DeviceDescription {
  vendor: string;
  architecture: string;
  description: string;
  /** A software adapter computes on the CPU: results are correct but slow. */
  software: boolean;
  timestamps: boolean;
}

/** The arguments and the answer of each request. */
export interface Requests {
  /**
   * The first request. `dataBase`: the absolute URL of the folder that holds the data files. `keptTiles`: the answer of an
   * earlier 'open' on this machine, or null. An answer other than null should be stored for the next one.
   */
  open: {
    take: { experiment: CompleteExperiment; dataBase: string; keptTiles: unknown };
    give: { device: DeviceDescription; keptTiles: KeptTiles | null };
  };
  /** A change of the current experiment, which the client has validated and classified. After an error, the old run continues. */
  apply: { take: { change: Change }; give: object };
  play: { take: object; give: object };
  pause: { take: object; give: object };
  step: { take: { count: number }; give: { snapshot: Snapshot } };
  reset: { take: { seed: number }; give: object };
  snapshot: { take: object; give: { snapshot: Snapshot } };
  weights: { take: { lane: number }; give: { tensors: Tensors } };
  setWeights: { take: { lane: number; tensors: Tensors }; give: object };
  setData: { take: { experiment: CompleteExperiment; data: CustomData }; give: object };
  /** A dataset that was opened from files: experiments that name it use it. */
  provide: { take: { set: DatasetName; whole: WholeSet }; give: object };
  predict: { take: { lane: number; inputs: Float32Array }; give: { probabilities: Float32Array } };
  rows: { take: { first: number; count: number }; give: { rows: DataRows } };
  speed: { take: { speed: Speed }; give: object };
}
export type RequestName = keyof Requests;

export type Request = { [N in RequestName]: { id: number; name: N } & Requests[N]['take'] }[RequestName];

export type Reply =
  | { id: number; ok: true; value: Requests[RequestName]['give'] }
  | { id: number; ok: false; error: SerializedError };

export type WorkerEvent =
  | { event: 'snapshot'; snapshot: Snapshot }
  | { event: 'statechange'; running: boolean }
  | { event: 'error'; error: SerializedError };

export type FromWorker = Reply | WorkerEvent;

/** An error as plain data; `details` holds the properties that its class adds to Error, such as RecipeError's field. */
export interface SerializedError {
  name: string;
  message: string;
  details: Record<string, string | number | boolean>;
}
