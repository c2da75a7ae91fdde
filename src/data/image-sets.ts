/** Image sets with an official training part and test part, and the selection of rows from both. */
import type { DatasetSettings, ImageShape, LoadedRows } from './dataset';
import { heldOutCount } from './split';

export interface ImageSet {
  image: ImageShape;
  trainingRows: number;
  testRows: number;
  classNames: readonly string[];
  /** Whether the files store coded colour planes (planes.ts) instead of pixels. */
  coded: boolean;
  /** What the user can do if its files are not served, as a clause: 'run npm run data'. */
  remedy: string;
}

/** All rows of a set, training rows first. */
export interface WholeSet {
  /** [rows, features] */
  inputs: Uint8Array;
  /** [rows] */
  labels: Uint32Array;
}

/** Returns the shape of square grey images. */
export const greySquare = (side: number, maximum: number): ImageShape => ({ width: side, height: side, channels: 1, maximum });

/** Returns the number of values in an image. */
export function pixelsOf({ image: { width, height, channels } }: Pick<ImageSet, 'image'>): number {
  return width * height * channels;
}

/** Returns the number of rows to take from each part, at most all of them. @throws DataError if `heldOut` is invalid */
export function partsAskedFor(set: ImageSet, settings: DatasetSettings): { trainingRows: number; testRows: number } {
  return {
    trainingRows: Math.min(settings.samples, set.trainingRows),
    testRows: Math.min(heldOutCount(settings.heldOut, set.testRows), set.testRows),
  };
}

/**
 * Returns the first `samples` rows of the training part, then the first `heldOut` rows of the test part (a share if below 1). With all
 * training rows, `inputs` shares the memory of the whole set.
 *
 * @throws DataError if `heldOut` is invalid
 */
export function takeParts(set: ImageSet, whole: WholeSet, settings: DatasetSettings): LoadedRows {
  const { trainingRows, testRows } = partsAskedFor(set, settings);
  const pixels = pixelsOf(set);
  const rows = trainingRows + testRows;
  if (trainingRows === set.trainingRows) {
    return { inputs: whole.inputs.subarray(0, rows * pixels), labels: whole.labels.slice(0, rows), trainingRows };
  }
  const inputs = new Uint8Array(rows * pixels);
  const labels = new Uint32Array(rows);
  inputs.set(whole.inputs.subarray(0, trainingRows * pixels));
  labels.set(whole.labels.subarray(0, trainingRows));
  inputs.set(whole.inputs.subarray(set.trainingRows * pixels, (set.trainingRows + testRows) * pixels), trainingRows * pixels);
  labels.set(whole.labels.subarray(set.trainingRows, set.trainingRows + testRows), trainingRows);
  return { inputs, labels, trainingRows };
}
