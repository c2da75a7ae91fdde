/** The choices of training and of a recipe, in the order of the menus: each name with its label and properties. */
import { keysOf } from '../math/keys-of';

/** The settings of training that only some optimizers use. */
export type OptimizerSetting = 'momentum' | 'beta1' | 'beta2' | 'epsilon';

interface OptimizerRecord {
  label: string;
  settings: readonly OptimizerSetting[];
  /** Number of running means per parameter: of the gradient, and of its square. */
  moments: 0 | 1 | 2;
}

const ADAM_SETTINGS = ['beta1', 'beta2', 'epsilon'] as const;

export const OPTIMIZER_RECORDS = {
  sgd: { label: 'SGD', settings: [], moments: 0 },
  momentum: { label: 'Momentum', settings: ['momentum'], moments: 1 },
  nesterov: { label: 'Nesterov', settings: ['momentum'], moments: 1 },
  adam: { label: 'Adam', settings: ADAM_SETTINGS, moments: 2 },
  adamw: { label: 'AdamW', settings: ADAM_SETTINGS, moments: 2 },
} satisfies Record<string, OptimizerRecord>;

export type OptimizerName = keyof typeof OPTIMIZER_RECORDS;
export const OPTIMIZERS = keysOf(OPTIMIZER_RECORDS);

/** Returns whether an optimizer uses a setting. */
export function optimizerUses(name: OptimizerName, setting: OptimizerSetting): boolean {
  const { settings }: OptimizerRecord = OPTIMIZER_RECORDS[name];
  return settings.includes(setting);
}

/** How layers are connected (architecture.ts). */
export const BLOCK_RECORDS = {
  plain: { label: 'Plain' },
  residual: { label: 'Residual' },
  highway: { label: 'Highway' },
};

export type BlockName = keyof typeof BLOCK_RECORDS;
export const BLOCKS = keysOf(BLOCK_RECORDS);

export const INITIALIZATION_RECORDS = {
  'lecun-normal': { label: 'LeCun normal' },
  'lecun-uniform': { label: 'LeCun uniform' },
  'lecun-exact': { label: 'LeCun exact' },
  'he-normal': { label: 'He normal' },
  'he-uniform': { label: 'He uniform' },
  'glorot-normal': { label: 'Glorot normal' },
  'glorot-uniform': { label: 'Glorot uniform' },
  'pytorch-default': { label: 'PyTorch default' },
  orthogonal: { label: 'Orthogonal' },
  zeros: { label: 'Zeros' },
};

export type InitializationName = keyof typeof INITIALIZATION_RECORDS;
export const INITIALIZATIONS = keysOf(INITIALIZATION_RECORDS);

/** The method by which SELU reaches its target (realization.ts). */
export const REALIZATION_RECORDS = {
  solved: { label: 'Solved α and λ' },
  'scaled-output': { label: 'σ·selu(z), weights/σ' },
  'scaled-units': { label: 'σ·selu(z/σ)' },
};

export type RealizationName = keyof typeof REALIZATION_RECORDS;
export const REALIZATIONS = keysOf(REALIZATION_RECORDS);

/** Whether the input or the output of the activation is normalised. */
export const NORMALIZATION_PLACE_RECORDS = {
  'before-activation': { label: 'Before the activation' },
  'after-activation': { label: 'After the activation' },
};

export type NormalizationPlace = keyof typeof NORMALIZATION_PLACE_RECORDS;
export const NORMALIZATION_PLACES = keysOf(NORMALIZATION_PLACE_RECORDS);

export const DROPOUT_RECORDS = {
  none: { label: 'None' },
  standard: { label: 'Standard dropout' },
  alpha: { label: 'Alpha dropout' },
};

export type DropoutKind = keyof typeof DROPOUT_RECORDS;
export const DROPOUT_KINDS = keysOf(DROPOUT_RECORDS);
