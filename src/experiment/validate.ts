/** Validates untrusted input (a URL, a file, a call from another page) and completes it to an experiment. */
import { admissibleMeans, solveFixedPoint } from '../theory/fixed-point';
import { datasetChoice, DATASETS } from '../data/catalogue';
import { heldOutRows } from '../data/row-counts';
import { completeExperiment, DEFAULT_EXPERIMENT } from './defaults';
import { RecipeError } from './errors';
import {
  BLOCKS,
  DROPOUT_KINDS,
  INITIALIZATIONS,
  NORMALIZATION_PLACES,
  OPTIMIZERS,
  REALIZATION_RECORDS,
  REALIZATIONS,
} from './choices';
import { normalizationOf, NORMALIZATIONS } from '../normalizations/catalogue';
import { ACTIVATIONS } from '../activations/catalogue';
import type {
  CompleteExperiment,
  CompleteRecipe,
  DatasetSpec,
  DeepPartial,
  Experiment,
  Recipe,
  TrainingSpec,
} from './experiment';
import {
  batchSizeMessage,
  fractionalRowsMessage,
  laneCountMessage,
  missingLaneMessage,
  noExperimentMessage,
  noFixedPointMessage,
  noTrainingRowsMessage,
  samplesMessage,
  scaledMeanMessage,
  scaledNetworkMessage,
  testRowsMessage,
  versionMessage,
} from './messages';
import { realizationOf, realizationRefusal } from './realization';
import { arrayAt, Section, show } from './section';

/** The largest number of lanes in an experiment. */
export const MOST_LANES = 4;

function readDataset(section: Section): DeepPartial<DatasetSpec> {
  return {
    name: section.choice('name', DATASETS),
    samples: section.number('samples'),
    noise: section.number('noise'),
    standardize: section.boolean('standardize'),
    heldOut: section.number('heldOut'),
    seed: section.number('seed'),
  };
}

function readTraining(section: Section): DeepPartial<TrainingSpec> {
  return {
    optimizer: section.choice('optimizer', OPTIMIZERS),
    learningRate: section.number('learningRate'),
    batchSize: section.number('batchSize'),
    weightDecay: section.number('weightDecay'),
    momentum: section.number('momentum'),
    beta1: section.number('beta1'),
    beta2: section.number('beta2'),
    epsilon: section.number('epsilon'),
    seed: section.number('seed'),
  };
}

const RECIPE_FIELDS = [
  'label',
  'depth',
  'width',
  'block',
  'activation',
  'alpha',
  'fixedPoint',
  'realization',
  'initialization',
  'gain',
  'normalization',
  'normalizationPlace',
  'dropout',
];

function readRecipe(section: Section): DeepPartial<Recipe> {
  const fixedPoint = section.section('fixedPoint', ['mean', 'variance']);
  const dropout = section.section('dropout', ['kind', 'rate']);
  return {
    label: section.text('label'),
    depth: section.number('depth'),
    width: section.number('width'),
    block: section.choice('block', BLOCKS),
    activation: section.choice('activation', ACTIVATIONS),
    alpha: section.number('alpha'),
    fixedPoint: { mean: fixedPoint.number('mean'), variance: fixedPoint.number('variance') },
    realization: section.choice('realization', REALIZATIONS),
    initialization: section.choice('initialization', INITIALIZATIONS),
    gain: section.number('gain'),
    normalization: section.choice('normalization', NORMALIZATIONS),
    normalizationPlace: section.choice('normalizationPlace', NORMALIZATION_PLACES),
    dropout: { kind: dropout.choice('kind', DROPOUT_KINDS), rate: dropout.number('rate') },
  };
}

function readLanes(value: unknown): DeepPartial<Recipe>[] | undefined {
  if (value === undefined) return undefined;
  const lanes = arrayAt(value, 'lanes');
  if (lanes.length < 1 || lanes.length > MOST_LANES) {
    throw new RecipeError('lanes', laneCountMessage(MOST_LANES, String(lanes.length)));
  }
  return Array.from(lanes, (lane, i) => {
    // Elsewhere an absent object means its defaults, but an absent lane is a mistake.
    if (lane === undefined) throw new RecipeError(`lanes.${i}`, missingLaneMessage(`lanes.${i}`));
    return readRecipe(new Section(lane, `lanes.${i}`, RECIPE_FIELDS));
  });
}

function readExperiment(value: unknown): DeepPartial<Experiment> {
  const experiment = new Section(value, '', ['version', 'dataset', 'training', 'lanes']);
  const version = experiment.raw('version');
  if (version !== undefined && version !== 1) {
    throw new RecipeError('version', versionMessage(show(version)));
  }
  return {
    dataset: readDataset(experiment.section('dataset', ['name', 'samples', 'noise', 'standardize', 'heldOut', 'seed'])),
    training: readTraining(
      experiment.section('training', [
        'optimizer',
        'learningRate',
        'batchSize',
        'weightDecay',
        'momentum',
        'beta1',
        'beta2',
        'epsilon',
        'seed',
      ]),
    ),
    lanes: readLanes(experiment.raw('lanes')),
  };
}

function checkDataset({ name, samples, heldOut }: CompleteExperiment['dataset']): void {
  const { label, defaults } = datasetChoice(name);
  const { mostSamples, heldOutPart } = defaults;
  if (samples > mostSamples) {
    const rows = heldOutPart === undefined ? 'rows' : 'training rows';
    throw new RecipeError('dataset.samples', samplesMessage(mostSamples, rows, label, samples));
  }
  if (heldOut >= 1 && !Number.isInteger(heldOut)) {
    throw new RecipeError('dataset.heldOut', fractionalRowsMessage(heldOut));
  }
  // The number of rows of the user's own data is known only once they are loaded.
  if (name === 'custom') return;
  const most = heldOutPart ?? samples - 1;
  if (heldOutRows(name, samples, heldOut) > most) {
    throw new RecipeError(
      'dataset.heldOut',
      heldOutPart === undefined ? noTrainingRowsMessage(most, samples, heldOut) : testRowsMessage(most, label, heldOut),
    );
  }
}

function checkRealization(recipe: CompleteRecipe, lane: number): void {
  const realization = realizationOf(recipe);
  const reason = realizationRefusal(recipe);
  if (realization === 'solved' || reason === null) return;
  const path = `lanes.${lane}.realization`;
  throw new RecipeError(path, scaledNetworkMessage(path, REALIZATION_RECORDS.solved.label, reason));
}

function checkFixedPoint(recipe: CompleteRecipe, lane: number): void {
  const { activation, fixedPoint } = recipe;
  if (realizationOf(recipe) !== 'solved' && fixedPoint.mean !== 0) {
    const path = `lanes.${lane}.fixedPoint.mean`;
    throw new RecipeError(path, scaledMeanMessage(path, fixedPoint.mean));
  }
  if (activation !== 'selu' || solveFixedPoint(fixedPoint)) return;
  const { mean, variance } = fixedPoint;
  const { low, high } = admissibleMeans(variance);
  const path = `lanes.${lane}.fixedPoint.mean`;
  throw new RecipeError(path, noFixedPointMessage(path, low, high, variance, mean));
}

function checkBatchSize({ training, lanes }: CompleteExperiment): void {
  const lane = lanes.findIndex(({ normalization }) => training.batchSize < normalizationOf(normalization).fewestRows);
  if (lane < 0) return;
  const { label, fewestRows } = normalizationOf(lanes[lane].normalization);
  throw new RecipeError('training.batchSize', batchSizeMessage(fewestRows, label.toLowerCase(), lane, training.batchSize));
}

/**
 * Returns a complete experiment from untrusted input: `base` with `value` merged in by `completeExperiment`.
 *
 * A dropout rate is checked and kept with every kind of dropout, including 'none', which does not use it.
 *
 * @throws RecipeError for the first unknown or invalid field, with the allowed values
 */
export function validateExperiment(value: unknown, base: CompleteExperiment = DEFAULT_EXPERIMENT): CompleteExperiment {
  if (value === undefined) throw new RecipeError('experiment', noExperimentMessage);
  const experiment = completeExperiment(readExperiment(value), base);
  checkDataset(experiment.dataset);
  experiment.lanes.forEach(checkRealization);
  experiment.lanes.forEach(checkFixedPoint);
  checkBatchSize(experiment);
  return experiment;
}
