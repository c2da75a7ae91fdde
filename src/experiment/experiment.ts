/**
 * The type of an experiment: one plain object that describes a run completely. It is the hash of the URL, the exported file and the
 * input of the page's element. The names are in `choices.ts` and the catalogues. `defaults.ts` fills in omitted fields, and
 * `validate.ts` checks the values.
 */
import type { ActivationName } from '../activations/catalogue';
import type { DatasetName } from '../data/catalogue';
import type { NormalizationName } from '../normalizations/catalogue';
import type { BlockName, DropoutKind, InitializationName, NormalizationPlace, OptimizerName, RealizationName } from './choices';

export interface DatasetSpec {
  name: DatasetName;
  /** Number of rows, with test rows; for sets with an official test part, number of training rows. All rows by default. */
  samples?: number;
  /** Standard deviation of the noise added to each coordinate of a generated set. */
  noise?: number;
  /** Shift and scale each feature to mean 0 and variance 1 on the training rows. */
  standardize?: boolean;
  /** Test rows, which are never trained on: a share if below 1, otherwise a number of rows. */
  heldOut?: number;
  /** Draws the data and the split; 0 keeps the original order of the rows. */
  seed: number;
}

export interface TrainingSpec {
  batchSize: number;
  learningRate: number;
  weightDecay: number;
  seed: number;
  optimizer: OptimizerName;
  momentum?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

export interface Recipe {
  label: string;
  /** Hidden weight layers. */
  depth: number;
  /** Units in each hidden layer. */
  width: number;
  block: BlockName;
  activation: ActivationName;
  /** The α of ELU and of leaky ReLU. */
  alpha?: number;
  /** SELU's target: the (mean, variance) that a layer maps to itself. */
  fixedPoint?: { mean: number; variance: number };
  /** SELU's method: α and λ solved for the target (the default), or the SELU of (0, 1) in other units for a target of mean 0. */
  realization?: RealizationName;
  initialization: InitializationName;
  /** Multiplies the initialiser's standard deviation. */
  gain?: number;
  normalization: NormalizationName;
  normalizationPlace: NormalizationPlace;
  dropout: { kind: DropoutKind; rate: number };
}

export interface Experiment {
  version: 1;
  dataset: DatasetSpec;
  training: TrainingSpec;
  /** 1 to 4 networks trained in lockstep on the same batches. */
  lanes: Recipe[];
}

type DeepPartialObject<T> = { [K in keyof T]?: DeepPartial<T[K]> };
/** T with every property optional at every level. An array is replaced as a whole; its elements may omit properties. */
export type DeepPartial<T> = T extends readonly (infer E)[] ? DeepPartial<E>[] : T extends object ? DeepPartialObject<T> : T;

type Complete<T> = { [K in keyof T]-?: Complete<T[K]> };
/** An experiment with every default filled in, which the engine runs. */
export type CompleteExperiment = Complete<Experiment>;
export type CompleteRecipe = Complete<Recipe>;
