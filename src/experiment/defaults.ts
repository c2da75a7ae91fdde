/** The default experiment, and the completion of an experiment with omitted fields. */
import { datasetChoice } from '../data/catalogue';
import type { CompleteExperiment, DatasetSpec, DeepPartial, Experiment, TrainingSpec } from './experiment';
import { completeRecipe } from './recipe';

const SPIRALS = datasetChoice('spirals').defaults;

/** The experiment that the page opens with: two spirals, 16 hidden layers of 64 units, SELU with LeCun normal against ReLU with He normal. */
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
    // Plain SGD as in the paper. At 0.01 both lanes learn the spirals, SELU in several times fewer steps; at 0.1 SELU diverges.
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

/** Returns the base's dataset with the change. A different dataset has its own default rows and noise; the same one keeps the base's. */
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
 * Returns `base` with `change` merged in. Objects are merged. Lanes are replaced as a whole, so an omitted field of a lane has its
 * default, not the old lane's value. The values are not checked (see validate.ts). The result shares no object with the arguments.
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
