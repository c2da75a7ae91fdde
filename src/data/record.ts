import type { DatasetSettings, ImageShape, LoadedRows } from './dataset';
import type { Drawing } from './drawn-digit';
import type { DataFiles } from './files';

/** The settings of an experiment when its dataset is chosen, and the largest numbers of rows. */
export interface DatasetDefaults {
  samples: number;
  noise: number;
  heldOut: number;
  /** The largest allowed `samples`. */
  mostSamples: number;
  /** Number of rows of the official test part, if there is one; `samples` then counts only training rows. */
  heldOutPart?: number;
}

/** An entry in the menu of datasets. */
export interface DatasetChoice {
  /** Label in the menu. */
  label: string;
  /** Name of the rows in the headline: "Two networks learn the same <phrase>." */
  phrase: string;
  defaults: DatasetDefaults;
}

/** A dataset: its properties, and how it is loaded. */
export interface DatasetRecord extends DatasetChoice {
  /** One sentence: what the rows are. */
  sentence: string;
  features: number;
  classes: number;
  classNames: readonly string[];
  featureNames: readonly string[];
  /** Shape of the images, if the rows are images. */
  image?: ImageShape;
  /** Whether the rows are computed instead of read from a file. Only then does the noise setting apply. */
  generated: boolean;
  /** Returns an image [features] of this dataset from a drawing; only for handwritten digits. */
  fromDrawing?(drawing: Drawing): Float32Array;
  citation: string;
  licence: string;
  /** Loads the rows. @throws DataError if a file is missing or damaged, or if no training row is left */
  load(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows>;
}
