/** The experiment the page opens with, and how one that leaves things out is completed. */
import { datasetChoice } from '../data/catalogue';
import type { CompleteExperiment, DatasetSpec, DeepPartial, Experiment, TrainingSpec } from './experiment';
import { completeRecipe } from './recipe';

const SPIRALS = datasetChoice('spirals').defaults;

/** The duel: two spirals, 16 hidden layers of 64 units, SELU with LeCun's initialiser against ReLU with He's. */
export const DEFAULT_EXPERIMENT: CompleteExperiment = {
  version: 1,
  dataset: {
    name: 'spirals',
    samples: SPIRALS.samples,
    noise: SPIRALS.noise,
    standardize: true,
    heldOut: SPIRALS.heldOut,
    seed: 1,
  },
  training: {
    // Plain SGD as in the paper. At 0.01 both lanes learn the spirals, SELU several times sooner; at 0.1 SELU diverges.
    optimizer: 'sgd',
    learningRate: 0.01,
    batchSize: 128,
    weightDecay: 0,
    momentum: 0.9,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    seed: 1,
  },
  lanes: [completeRecipe({ activation: 'selu' }), completeRecipe({ activation: 'relu' })],
};

/** Another set brings its own numbers of rows and its own noise; the same set keeps what was chosen. */
function completeDataset(change: DeepPartial<DatasetSpec>, base: CompleteExperiment['dataset']): CompleteExperiment['dataset'] {
  const name = change.name ?? base.name;
  const start = name === base.name ? base : datasetChoice(name).defaults;
  return {
    name,
    samples: change.samples ?? start.samples,
    noise: change.noise ?? start.noise,
    standardize: change.standardize ?? base.standardize,
    heldOut: change.heldOut ?? start.heldOut,
    seed: change.seed ?? base.seed,
  };
}

function completeTraining(
  change: DeepPartial<TrainingSpec>,
  base: CompleteExperiment['training'],
): CompleteExperiment['training'] {
  return {
    optimizer: change.optimizer ?? base.optimizer,
    learningRate: change.learningRate ?? base.learningRate,
    batchSize: change.batchSize ?? base.batchSize,
    weightDecay: change.weightDecay ?? base.weightDecay,
    momentum: change.momentum ?? base.momentum,
    beta1: change.beta1 ?? base.beta1,
    beta2: change.beta2 ?? base.beta2,
    epsilon: change.epsilon ?? base.epsilon,
    seed: change.seed ?? base.seed,
  };
}

/**
 * `base` with `change` merged in. Objects are merged; lanes are replaced as a whole, and what a lane leaves out takes its default,
 * not the old lane's value. Nothing is checked (validate.ts does that) and nothing is shared with either argument.
 */
export function completeExperiment(
  change: DeepPartial<Experiment> = {},
  base: CompleteExperiment = DEFAULT_EXPERIMENT,
): CompleteExperiment {
  return {
    version: 1,
    dataset: completeDataset(change.dataset ?? {}, base.dataset),
    training: completeTraining(change.training ?? {}, base.training),
    lanes: (change.lanes ?? base.lanes).map((lane) => completeRecipe(lane)),
  };
}
