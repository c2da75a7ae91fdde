/**
 * The datasets that can be chosen, one record each. Adding one is adding a record; a person's own rows ('custom') have none,
 * since all that is known of them comes with them.
 */
import type { DatasetName } from '../experiment/experiment';
import { DATASET_LABELS } from '../experiment/labels';
import type { ImageShape } from './dataset';
import { DIGITS_LARGEST_PIXEL, DIGITS_ROWS, DIGITS_SIDE, loadDigits } from './digits';
import { circles } from './generators/circles';
import { gaussians, GAUSSIAN_CLASSES } from './generators/gaussians';
import { moons } from './generators/moons';
import type { Generator } from './generators/points';
import { spirals } from './generators/spirals';
import { xor } from './generators/xor';
import { loadImageSet } from './image-files';
import { IMAGE_SETS, pixelsOf, type ImageSetName } from './image-sets';
import type { DatasetRecord } from './record';
import { trainingCount } from './split';
import { TABLE_RECORDS } from './table-records';

const DIGITS_IMAGE: ImageShape = { width: DIGITS_SIDE, height: DIGITS_SIDE, channels: 1, maximum: DIGITS_LARGEST_PIXEL };
const COLOURS = ['red', 'green', 'blue'];

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
    image: DIGITS_IMAGE,
    classNames: IMAGE_SETS.mnist.classNames,
    featureNames: pixelNames(DIGITS_IMAGE),
    citation:
      'E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, doi:10.24432/C50P49 (its test part).',
    licence: 'CC BY 4.0',
    load: loadDigits,
  },
  images('mnist', {
    sentence: '60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 pixels each.',
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86(11), 1998, pages 2278–2324.',
    licence: 'None stated by its makers; elsewhere given as CC BY-SA 3.0',
  }),
  images('fashion-mnist', {
    sentence: '60,000 pictures of clothes, shoes and bags to train on and 10,000 to test with, in the form of MNIST.',
    citation:
      'H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017, arXiv:1708.07747.',
    licence: 'MIT',
  }),
  images('cifar10', {
    sentence: '50,000 colour photographs of ten kinds of thing to train on and 10,000 to test with, 32 × 32 pixels each.',
    citation: 'A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto, 2009.',
    licence: 'None stated by its makers',
  }),
  ...TABLE_RECORDS,
];

/** The record of a dataset; undefined for 'custom'. */
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

function images(name: ImageSetName, words: { sentence: string; citation: string; licence: string }): DatasetRecord {
  const set = IMAGE_SETS[name];
  const { image, classNames, trainingRows, testRows } = set;
  return {
    name,
    title: DATASET_LABELS[name],
    features: pixelsOf(set),
    classes: classNames.length,
    rows: trainingRows + testRows,
    image,
    classNames,
    featureNames: pixelNames(image),
    ...words,
    load: (settings, files) => loadImageSet(set, settings, files),
  };
}

function scikitLearn(generator: string): string {
  return `After ${generator} of F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12, 2011, pages 2825–2830.`;
}

function pixelNames({ width, height, channels }: ImageShape): string[] {
  return Array.from({ length: channels * width * height }, (_, k) => {
    const pixel = k % (width * height);
    const place = `Row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}`;
    return channels === 1 ? place : `${place}, ${COLOURS[Math.floor(k / (width * height))]}`;
  });
}
