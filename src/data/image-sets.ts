/** Sets of images that their makers divided into a training and a test part: what each is, and how parts of them are taken. */
import type { DatasetSettings, ImageShape, LoadedRows } from './dataset';
import { heldOutCount } from './split';

export interface ImageSet {
  image: ImageShape;
  trainingRows: number;
  testRows: number;
  classNames: readonly string[];
  /** Planes of colour, each coded as differences (planes.ts); else pixels as they are. */
  coded: boolean;
  /** What a person can do where its files are not served, as a clause. */
  remedy: string;
}

/** A whole set: training rows first, test rows after them. */
export interface WholeSet {
  /** [rows, features] */
  inputs: Uint8Array;
  /** [rows] */
  labels: Uint32Array;
}

/** The shape of square grey images. */
export const greySquare = (side: number, maximum: number): ImageShape => ({ width: side, height: side, channels: 1, maximum });

export function pixelsOf({ image: { width, height, channels } }: Pick<ImageSet, 'image'>): number {
  return width * height * channels;
}

/** How many rows of either part settings ask for: at most what there is. @throws DataError */
export function partsAskedFor(set: ImageSet, settings: DatasetSettings): { trainingRows: number; testRows: number } {
  return {
    trainingRows: Math.min(settings.samples, set.trainingRows),
    testRows: Math.min(heldOutCount(settings.heldOut, set.testRows), set.testRows),
  };
}

/**
 * The first `samples` of the training part, then the first `heldOut` of the test part (that share of it below 1). Shares memory with
 * the whole set where all training rows are asked for.
 *
 * @throws DataError
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
