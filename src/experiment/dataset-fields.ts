/** The fields of an experiment's dataset. */
import { CATALOGUED, datasetChoice, DATASETS, findDataset } from '../data/catalogue';
import { LARGEST_SEED, type Field } from './field';

export const DATASET_FIELDS: readonly Field[] = [
  {
    path: 'dataset.name',
    label: 'Dataset',
    kind: 'choice',
    live: false,
    choices: DATASETS.map((name) => ({ value: name, label: datasetChoice(name).label })),
    help: 'The data that the networks learn to classify.',
  },
  {
    path: 'dataset.samples',
    label: 'Samples',
    kind: 'number',
    live: false,
    // Own rows come with their number and their split.
    usedWhen: { path: 'dataset.name', values: CATALOGUED },
    integer: true,
    min: 2,
    max: 1_000_000,
    slider: { scale: 'logarithmic', low: 100, high: 10_000, step: 0.1 },
    help: 'Number of rows, including test rows; for MNIST, Fashion-MNIST and CIFAR-10, number of training rows.',
  },
  {
    path: 'dataset.noise',
    label: 'Noise',
    kind: 'number',
    live: false,
    usedWhen: { path: 'dataset.name', values: CATALOGUED.filter((name) => findDataset(name)?.generated) },
    integer: false,
    min: 0,
    max: 5,
    slider: { scale: 'linear', low: 0, high: 0.5, step: 0.01 },
    help: 'Standard deviation of the noise added to each coordinate.',
  },
  {
    path: 'dataset.standardize',
    label: 'Standardise inputs',
    kind: 'switch',
    live: false,
    help: 'Shift and scale each feature to mean 0 and variance 1 on the training rows.',
  },
  {
    path: 'dataset.heldOut',
    label: 'Held out',
    kind: 'number',
    live: false,
    // Own rows come with their number and their split.
    usedWhen: { path: 'dataset.name', values: CATALOGUED },
    integer: false,
    min: 0,
    max: 1_000_000,
    slider: { scale: 'linear', low: 0, high: 0.9, step: 0.05 },
    help: 'Test rows, never trained on: 0.25 = a quarter of the rows; 100 = 100 rows.',
  },
  {
    path: 'dataset.seed',
    label: 'Data seed',
    kind: 'number',
    live: false,
    integer: true,
    min: 0,
    max: LARGEST_SEED,
    help: 'Draws the data and the split into training and test rows; 0 keeps the original order.',
  },
];
