import type { DatasetName } from '../experiment/experiment';
import type { DatasetSettings, ImageShape, LoadedRows } from './dataset';
import type { DataFiles } from './files';

/** What is known of a dataset before it is loaded, and how it is. */
export interface DatasetRecord {
  name: DatasetName;
  title: string;
  /** One sentence: what the rows are. */
  sentence: string;
  features: number;
  classes: number;
  /** Rows in the set, training and test together; null where as many as asked for are drawn. */
  rows: number | null;
  image?: ImageShape;
  classNames: readonly string[];
  featureNames: readonly string[];
  citation: string;
  licence: string;
  load(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows>;
}
