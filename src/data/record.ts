import type { DatasetSettings, ImageShape, LoadedRows } from './dataset';
import type { Drawing } from './drawn-digit';
import type { DataFiles } from './files';

/** What an experiment starts with when its dataset is chosen, and how many rows it may ask for. */
export interface DatasetDefaults {
  samples: number;
  noise: number;
  heldOut: number;
  /** The most rows that `samples` may ask for. */
  mostSamples: number;
  /** Rows of the official test part, for datasets that come in two parts; `samples` then counts training rows alone. */
  heldOutPart?: number;
}

/** What every entry in the menu of datasets has. */
export interface DatasetChoice {
  /** The entry in the menu. */
  label: string;
  /** The rows as the headline names them: "Two networks learn the same <phrase>." */
  phrase: string;
  defaults: DatasetDefaults;
}

/** What is known of a dataset before it is loaded, and how it is loaded. */
export interface DatasetRecord extends DatasetChoice {
  /** One sentence: what the rows are. */
  sentence: string;
  features: number;
  classes: number;
  classNames: readonly string[];
  featureNames: readonly string[];
  /** For images: how the features form one. */
  image?: ImageShape;
  /** Whether the rows are computed rather than read; only then does the noise setting apply. */
  generated: boolean;
  /** For handwritten digits: turns a drawing into an image of this dataset, [features]. */
  fromDrawing?(drawing: Drawing): Float32Array;
  citation: string;
  licence: string;
  /** @throws DataError where a file is missing or damaged, or no row is left to train on */
  load(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows>;
}
