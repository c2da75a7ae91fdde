/** The parts of a step as people write them. */
import type { CostPart } from '../../../experiment/snapshot';

export const COST_LABELS: Readonly<Record<CostPart, string>> = {
  forward: 'Forward',
  normalization: 'Normalise',
  output: 'Output',
  backward: 'Backward',
  update: 'Update',
  statistics: 'Statistics',
};

/** What is done in each, in a few words. */
export const COST_PHRASES: Readonly<Record<CostPart, string>> = {
  forward: 'hidden layers: x·W + b, activation, dropout',
  normalization: 'normalisation of activations or weights, forward and backward',
  output: 'the output layer, the loss and its gradient',
  backward: 'δ of every hidden layer, the last one first',
  update: 'weights’ gradients and the optimizer’s step',
  statistics: 'what this page shows of the layers; taken at some steps and counted apart',
};
