/** Idx files that belong together: MNIST and Fashion-MNIST, told by their contents, or any other images with their labels. */
import type { CustomData } from '../dataset';
import { DataError } from '../errors';
import type { DatasetName } from '../catalogue';
import type { WholeSet } from '../image-sets';
import { rowOrder } from '../split';
import type { IdxArray } from './idx';
import { isTestFile, joinPublished, identifyPublished } from './published';

export type OpenedImages =
  | { kind: 'set'; name: DatasetName; whole: WholeSet }
  /** Images of another making. */
  | { kind: 'custom'; data: CustomData };

/** Images [rows, height, width] and their labels [rows]. */
interface Part {
  images: IdxArray;
  labels: IdxArray;
}

/**
 * Where files are of another making, their names alone say which are to be held out: a word of them begins with 'test', or with
 * 't10k' as MNIST's makers called their test part of ten thousand.
 */
const TEST_NAME = /(?:^|[^a-z])(?:t10k|test)/i;
/** Of images whose makers did not divide them, this share is held out. */
const HELD_OUT_SHARE = 0.25;
/** The brightest value of a byte. */
const MAXIMUM = 255;
/** Own rows are kept as 32-bit floats, so many at most: 1 GiB. */
const MAX_VALUES = 2 ** 28;

/**
 * @param seed draws which images are held out where no test part is among the files; 0 takes the last ones
 * @throws DataError where a file is missing, or images and labels do not belong together
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
    throw new DataError('The training images are missing: open the files of images and of labels together.');
  }
  return { kind: 'custom', data: customData(training, test, seed) };
}

function findPart(arrays: readonly IdxArray[]): Part | null {
  if (arrays.length === 0) return null;
  const images = arrays.filter(({ sizes }) => sizes.length === 3);
  const labels = arrays.filter(({ sizes }) => sizes.length === 1);
  const names = arrays.map(({ name }) => name).join(', ');
  if (images.length !== 1 || labels.length !== 1 || arrays.length !== 2) {
    throw new DataError(
      `A part of a set is one idx file of images (three dimensions) and one of labels (one dimension), not ${names}: open both together, and begin the names of a test part with 'test'.`,
    );
  }
  const part = { images: images[0], labels: labels[0] };
  const [rows] = part.images.sizes;
  if (part.labels.sizes[0] !== rows) {
    throw new DataError(
      `${part.images.name} has ${rows} images and ${part.labels.name} ${part.labels.sizes[0]} labels: they do not belong together.`,
    );
  }
  if (rows === 0 || part.images.values.length === 0) throw new DataError(`${part.images.name} holds no images.`);
  return part;
}

function customData(training: Part, test: Part | null, seed: number): CustomData {
  const [trainingRows, height, width] = training.images.sizes;
  if (test && (test.images.sizes[1] !== height || test.images.sizes[2] !== width)) {
    throw new DataError(
      `${test.images.name} holds images of ${test.images.sizes.slice(1).join(' × ')} pixels and ${training.images.name} of ${height} × ${width}.`,
    );
  }
  const testRows = test ? test.labels.sizes[0] : 0;
  const pixels = width * height;
  if ((trainingRows + testRows) * pixels > MAX_VALUES) {
    throw new DataError(`${training.images.name} is larger than the page can hold: open a part of it.`);
  }
  const inputs = new Float32Array((trainingRows + testRows) * pixels);
  const labels = new Uint32Array(trainingRows + testRows);
  // Files often go class by class: their last images would be no fair sample.
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
