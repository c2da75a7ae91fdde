/** The choices of an experiment's language as people write them. */
import type {
  BlockName,
  DropoutKind,
  InitializationName,
  NormalizationName,
  NormalizationPlace,
  OptimizerName,
  RealizationName,
} from './experiment';

export const OPTIMIZER_LABELS: Readonly<Record<OptimizerName, string>> = {
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adam: 'Adam',
  adamw: 'AdamW',
};

export const BLOCK_LABELS: Readonly<Record<BlockName, string>> = {
  plain: 'Plain',
  residual: 'Residual',
  highway: 'Highway',
};

export const INITIALIZATION_LABELS: Readonly<Record<InitializationName, string>> = {
  'lecun-normal': 'LeCun normal',
  'lecun-uniform': 'LeCun uniform',
  'lecun-exact': 'LeCun exact',
  'he-normal': 'He normal',
  'he-uniform': 'He uniform',
  'glorot-normal': 'Glorot normal',
  'glorot-uniform': 'Glorot uniform',
  'pytorch-default': 'PyTorch default',
  orthogonal: 'Orthogonal',
  zeros: 'Zeros',
};

export const REALIZATION_LABELS: Readonly<Record<RealizationName, string>> = {
  solved: 'Solved α and λ',
  'scaled-output': 'σ·selu(z), weights/σ',
  'scaled-units': 'σ·selu(z/σ)',
};

export const NORMALIZATION_LABELS: Readonly<Record<NormalizationName, string>> = {
  none: 'None',
  batch: 'Batch normalisation',
  layer: 'Layer normalisation',
  weight: 'Weight normalisation',
};

export const NORMALIZATION_PLACE_LABELS: Readonly<Record<NormalizationPlace, string>> = {
  'before-activation': 'Before the activation',
  'after-activation': 'After the activation',
};

export const DROPOUT_LABELS: Readonly<Record<DropoutKind, string>> = {
  none: 'None',
  standard: 'Standard dropout',
  alpha: 'Alpha dropout',
};
