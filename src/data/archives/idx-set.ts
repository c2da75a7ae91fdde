/** Joins idx files: MNIST and Fashion-MNIST, identified by their contents, or any other images with their labels. */
import type { CustomData } from '../dataset';
import { DataError } from '../errors';
import type { DatasetName } from '../catalogue';
import type { WholeSet } from '../image-sets';
import { rowOrder } from '../split';
import type { IdxArray } from './idx';
import { ARCHIVE_ERRORS } from './messages';
import { isTestFile, joinPublished, identifyPublished } from './published';

export type OpenedImages =
  | { kind: 'set'; name: DatasetName; whole: WholeSet }
  /** Images of another source. */
  | { kind: 'custom'; data: CustomData };

/** Images [rows, height, width] and their labels [rows]. */
interface Part {
  images: IdxArray;
  labels: IdxArray;
}

/** Files of other sources are a test part if a word of their name begins with 'test' or, as in MNIST, with 't10k'. */
const TEST_NAME = /(?:^|[^a-z])(?:t10k|test)/i;
/** Share of the rows that become test rows if the files have no test part. */
const HELD_OUT_SHARE = 0.25;
/** The largest pixel value. */
const MAXIMUM = 255;
/** The most values of a person's own images: 1 GiB as float32. */
const MAX_VALUES = 2 ** 28;

/**
 * Returns the images and labels of the files.
 *
 * @param seed draws the test rows if the files have no test part; 0 takes the last rows
 * @throws DataError if a file is missing, or images and labels do not match
 */
export async function joinIdxFiles(arrays: readonly IdxArray[], seed: number): Promise<OpenedImages> {
  const published = await Promise.all(arrays.map(identifyPublished));
  const set = published[0]?.set;
  const ofSet = published.flatMap((file, k) => (file && file.set === set ? [{ array: arrays[k], place: file.place }] : []));
  if (set && ofSet.length === arrays.length) return { kind: 'set', name: set.name, whole: joinPublished(set, ofSet) };

  const isTest = (array: IdxArray, k: number) => {
    const file = published[k];
    return file ? isTestFile(file) : TEST_NAME.test(array.name);
  };
  const training = findPart(arrays.filter((array, k) => !isTest(array, k)));
  const test = findPart(arrays.filter(isTest));
  if (!training) {
    throw new DataError(ARCHIVE_ERRORS.noTrainingImages);
  }
  return { kind: 'custom', data: customData(training, test, seed) };
}

function findPart(arrays: readonly IdxArray[]): Part | null {
  if (arrays.length === 0) return null;
  const images = arrays.filter(({ sizes }) => sizes.length === 3);
  const labels = arrays.filter(({ sizes }) => sizes.length === 1);
  const names = arrays.map(({ name }) => name).join(', ');
  if (images.length !== 1 || labels.length !== 1 || arrays.length !== 2) {
    throw new DataError(ARCHIVE_ERRORS.notAPair(names));
  }
  const part = { images: images[0], labels: labels[0] };
  const [rows] = part.images.sizes;
  if (part.labels.sizes[0] !== rows) {
    throw new DataError(ARCHIVE_ERRORS.rowsDiffer(part.images.name, rows, part.labels.name, part.labels.sizes[0]));
  }
  if (rows === 0 || part.images.values.length === 0) throw new DataError(ARCHIVE_ERRORS.noImages(part.images.name));
  return part;
}

function customData(training: Part, test: Part | null, seed: number): CustomData {
  const [trainingRows, height, width] = training.images.sizes;
  if (test && (test.images.sizes[1] !== height || test.images.sizes[2] !== width)) {
    const testSize = test.images.sizes.slice(1).join(' × ');
    throw new DataError(ARCHIVE_ERRORS.sizesDiffer(test.images.name, testSize, training.images.name, `${height} × ${width}`));
  }
  const testRows = test ? test.labels.sizes[0] : 0;
  const pixels = width * height;
  if ((trainingRows + testRows) * pixels > MAX_VALUES) {
    throw new DataError(ARCHIVE_ERRORS.tooManyImages(training.images.name));
  }
  const inputs = new Float32Array((trainingRows + testRows) * pixels);
  const labels = new Uint32Array(trainingRows + testRows);
  // Files are often sorted by class, so the last images would not be a random sample.
  const order = rowOrder(trainingRows, test ? 0 : seed);
  order.forEach((row, place) => {
    inputs.set(training.images.values.subarray(row * pixels, (row + 1) * pixels), place * pixels);
    labels[place] = training.labels.values[row];
  });
  if (test) {
    inputs.set(test.images.values, trainingRows * pixels);
    labels.set(test.labels.values, trainingRows);
  }
  return {
    inputs,
    labels,
    features: pixels,
    classes: labels.reduce((most, label) => Math.max(most, label), 1) + 1,
    heldOut: test ? testRows : HELD_OUT_SHARE,
    image: { width, height, channels: 1, maximum: MAXIMUM },
  };
}
