/** A dataset in memory: training rows first, held-out rows after them. */

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

/** Features of an image run row by row, channel by channel. */
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
  /** Also the beginning of its files' names. */
  name: string;
  /** Rows in all, training and held-out together; for datasets that come in two parts, training rows taken. */
  samples: number;
  /** Standard deviation of the noise added to each coordinate of a generated dataset. */
  noise: number;
  /** Rows kept out of training: a share where below 1, a number of rows from 1 on. */
  heldOut: number;
  /** Draws the dataset and its split. 0 takes rows in the order given, without shuffling. */
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
