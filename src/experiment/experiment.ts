/**
 * An experiment is one plain object that says everything about a run: it is the URL's hash, the exported file and what the
 * page's element takes. This file holds its shape; `choices.ts` and the catalogues hold the names it may use, `defaults.ts` fills in
 * what is left out and `validate.ts` says what is allowed.
 */
import type { ActivationName } from '../activations/catalogue';
import type { DatasetName } from '../data/catalogue';
import type { NormalizationName } from '../normalizations/catalogue';
import type { BlockName, DropoutKind, InitializationName, NormalizationPlace, OptimizerName, RealizationName } from './choices';

export interface DatasetSpec {
  name: DatasetName;
  /** Rows in all, training and held-out together; for MNIST and its like, training rows taken. All of them by default. */
  samples?: number;
  /** Standard deviation of the noise added to each coordinate of a generated set. */
  noise?: number;
  /** Shift and scale each feature to mean 0 and variance 1, as fitted on the training part. */
  standardize?: boolean;
  /** Rows kept out of training: a share where below 1, a number of rows from 1 on. */
  heldOut?: number;
  /** Draws the set and its split. 0 takes rows in the order given, without shuffling. */
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
  /** SELU: α and λ are solved so that this (mean, variance) maps to itself. */
  fixedPoint?: { mean: number; variance: number };
  /** SELU: α and λ solved for the target (the default), or the SELU of (0, 1) in other units, for a target of mean 0. */
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
/** Every property optional, all the way down. An array is replaced as a whole; its elements may leave properties out. */
export type DeepPartial<T> = T extends readonly (infer E)[] ? DeepPartial<E>[] : T extends object ? DeepPartialObject<T> : T;

type Complete<T> = { [K in keyof T]-?: Complete<T[K]> };
/** An experiment with every default filled in; what the engine takes. */
export type CompleteExperiment = Complete<Experiment>;
export type CompleteRecipe = Complete<Recipe>;
