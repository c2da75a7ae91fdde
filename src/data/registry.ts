/**
 * The datasets that can be chosen, one record each. Adding one is adding a record; a person's own rows ('custom') have none,
 * since all that is known of them comes with them.
 */
import type { DatasetName } from '../experiment/experiment';
import { DATASET_LABELS } from '../experiment/labels';
import { DIGITS_LARGEST_PIXEL, DIGITS_ROWS, DIGITS_SIDE, loadDigits } from './digits';
import { circles } from './generators/circles';
import { gaussians, GAUSSIAN_CLASSES } from './generators/gaussians';
import { moons } from './generators/moons';
import type { Generator } from './generators/points';
import { spirals } from './generators/spirals';
import { xor } from './generators/xor';
import { loadMnist, MNIST_SIDE, MNIST_TEST_ROWS, MNIST_TRAINING_ROWS } from './mnist';
import type { DatasetRecord } from './record';
import { trainingCount } from './split';
import { TABLE_RECORDS } from './table-records';

export const DATASET_RECORDS: readonly DatasetRecord[] = [
  generated('spirals', spirals, 2, {
    sentence: 'Two spiral arms wound round each other, one class on each.',
    citation:
      'K. J. Lang and M. J. Witbrock, "Learning to tell two spirals apart", Connectionist Models Summer School, 1988; in the shape that D. Smilkov et al., "Direct-manipulation visualization of deep networks", 2017 (arXiv:1708.03788), gave it.',
  }),
  generated('circles', circles, 2, {
    sentence: 'A small circle inside a large one, one class on each.',
    citation: scikitLearn('make_circles'),
  }),
  generated('moons', moons, 2, {
    sentence: 'Two half circles that reach into each other, one class on each.',
    citation: scikitLearn('make_moons'),
  }),
  generated('xor', xor, 2, {
    sentence: 'Four quadrants of a square; those that lie across from each other share a class.',
    citation: 'The task is that of M. Minsky and S. Papert, Perceptrons, MIT Press, 1969.',
  }),
  generated('gaussians', gaussians, GAUSSIAN_CLASSES, {
    sentence: 'Four round clouds, one class each, that overlap a little.',
    citation: scikitLearn('make_blobs'),
  }),
  {
    name: 'digits',
    title: DATASET_LABELS.digits,
    sentence: '1797 handwritten digits of 13 people, scaled down to 8 × 8 pixels.',
    features: DIGITS_SIDE ** 2,
    classes: 10,
    rows: DIGITS_ROWS,
    image: { width: DIGITS_SIDE, height: DIGITS_SIDE, channels: 1, maximum: DIGITS_LARGEST_PIXEL },
    classNames: tenDigits(),
    featureNames: pixelNames(DIGITS_SIDE, DIGITS_SIDE),
    citation:
      'E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, doi:10.24432/C50P49 (its test part).',
    licence: 'CC BY 4.0',
    load: loadDigits,
  },
  {
    name: 'mnist',
    title: DATASET_LABELS.mnist,
    sentence: '60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 pixels each.',
    features: MNIST_SIDE ** 2,
    classes: 10,
    rows: MNIST_TRAINING_ROWS + MNIST_TEST_ROWS,
    image: { width: MNIST_SIDE, height: MNIST_SIDE, channels: 1, maximum: 255 },
    classNames: tenDigits(),
    featureNames: pixelNames(MNIST_SIDE, MNIST_SIDE),
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86(11), 1998, pages 2278–2324.',
    licence: 'None stated by its makers; elsewhere given as CC BY-SA 3.0',
    load: loadMnist,
  },
  ...TABLE_RECORDS,
];

/** The record of a dataset; undefined for 'custom' and for sets that are not built yet. */
export function findDataset(name: DatasetName): DatasetRecord | undefined {
  return DATASET_RECORDS.find((record) => record.name === name);
}

function generated(
  name: DatasetName,
  generate: Generator,
  classes: number,
  words: { sentence: string; citation: string },
): DatasetRecord {
  return {
    name,
    title: DATASET_LABELS[name],
    sentence: words.sentence,
    features: 2,
    classes,
    rows: null,
    classNames: Array.from({ length: classes }, (_, label) => `Class ${label}`),
    featureNames: ['x', 'y'],
    citation: words.citation,
    licence: 'Drawn by this page; no rights are claimed in it',
    // Classes and places are mixed already, so that the last rows are as good a sample as any.
    load: async ({ samples, noise, seed, heldOut }) => ({
      ...generate(samples, noise, seed),
      trainingRows: trainingCount(heldOut, samples),
    }),
  };
}

function scikitLearn(generator: string): string {
  return `After ${generator} of F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12, 2011, pages 2825–2830.`;
}

function tenDigits(): string[] {
  return Array.from({ length: 10 }, (_, digit) => String(digit));
}

function pixelNames(width: number, height: number): string[] {
  return Array.from({ length: width * height }, (_, k) => `Row ${Math.floor(k / width) + 1}, column ${(k % width) + 1}`);
}
