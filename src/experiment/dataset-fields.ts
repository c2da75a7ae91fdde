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
    help: 'What the networks learn to tell apart.',
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
    help: 'Rows in all, held-out ones included; for MNIST and its like, training rows taken.',
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
    help: 'Shift and scale each feature to mean 0 and variance 1, as fitted on the training rows.',
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
    help: 'Rows kept out of training: a share where below 1, a number of rows from 1 on.',
  },
  {
    path: 'dataset.seed',
    label: 'Data seed',
    kind: 'number',
    live: false,
    integer: true,
    min: 0,
    max: LARGEST_SEED,
    help: 'Draws the set and its split. 0 takes the rows in the order given, without shuffling.',
  },
];
