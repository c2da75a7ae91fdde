/** A dataset in memory: training rows first, held-out rows after them. */
import type { DatasetName } from '../experiment/experiment';

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
  image?: { width: number; height: number; channels: number };
}

/** x̂ = (x − mean) · scale, feature by feature. */
export interface Standardization {
  mean: Float32Array;
  scale: Float32Array;
}
