/** A dataset in memory: training rows first, held-out rows after them. */
import type { CompleteExperiment, DatasetName } from '../experiment/experiment';

export interface Dataset {
  name: DatasetName;
  features: number;
  classes: number;
  trainingRows: number;
  heldOutRows: number;
  /** [rows, features], row-major, in original units; bytes for images. */
  inputs: Float32Array | Uint8Array;
  /** [rows], each below `classes`. */
  labels: Uint32Array;
  classNames: string[];
  featureNames: string[];
  image?: ImageShape;
}

/** Features of an image run row by row, channel by channel. */
export interface ImageShape {
  width: number;
  height: number;
  channels: number;
  /** The brightest value a pixel can have; 255 where left out. */
  maximum?: number;
}

/** x̂ = (x − mean) · scale, feature by feature. */
export interface Standardization {
  mean: Float32Array;
  scale: Float32Array;
}

/** What an experiment says of its dataset, every default filled in. */
export type DatasetSettings = CompleteExperiment['dataset'];

/** What loading gives: rows with the training part first. */
export interface LoadedRows {
  /** [rows, features]. */
  inputs: Float32Array | Uint8Array;
  /** [rows]. */
  labels: Uint32Array;
  trainingRows: number;
}

/** Rows of a person's own, row-major; the last `heldOut` rows (or that share of them) are held out, none by default. */
export interface CustomData {
  inputs: Float32Array;
  labels: Uint32Array;
  features: number;
  classes: number;
  heldOut?: number;
  /** What the classes and the features are called; numbered where left out. */
  classNames?: string[];
  featureNames?: string[];
  /** Where the features are an image's pixels, row by row, channel by channel. */
  image?: ImageShape;
}
