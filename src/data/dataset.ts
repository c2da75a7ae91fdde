/** A dataset in memory: training rows first, then test rows. */

export interface Dataset {
  name: string;
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

/** The shape of an image. Its features are ordered by channel, then by row. */
export interface ImageShape {
  width: number;
  height: number;
  channels: number;
  /** The largest value of a pixel; 255 by default. */
  maximum?: number;
}

/** Standardisation of each feature: x̂ = (x − mean) · scale. */
export interface Standardization {
  mean: Float32Array;
  scale: Float32Array;
}

/** The dataset section of an experiment, with all defaults filled in. */
export interface DatasetSettings {
  /** Name of the dataset, and the start of its files' names. */
  name: string;
  /** Number of rows, including test rows; for datasets with an official test part, number of training rows. */
  samples: number;
  /** Standard deviation of the noise added to each coordinate of a generated dataset. */
  noise: number;
  /** Test rows, which are never trained on: a share if below 1, otherwise a number of rows. */
  heldOut: number;
  /** Seed of the dataset and its split; 0 keeps the original order of the rows. */
  seed: number;
}

/** Loaded rows; the training rows come first. */
export interface LoadedRows {
  /** [rows, features]. */
  inputs: Float32Array | Uint8Array;
  /** [rows]. */
  labels: Uint32Array;
  trainingRows: number;
}

/** A person's own rows, row-major. The last `heldOut` rows (a share if below 1) are test rows; none by default. */
export interface CustomData {
  inputs: Float32Array;
  labels: Uint32Array;
  features: number;
  classes: number;
  heldOut?: number;
  /** Names of the classes and the features; numbered by default. */
  classNames?: string[];
  featureNames?: string[];
  /** The shape of the image if the features are pixels, row by row, channel by channel. */
  image?: ImageShape;
}
