/** The numbers of a lane that may change while it trains: struct Hyperparameters of shaders/lib/hyperparameters.wgsl. */
import { pack } from '../gpu/layout';
import { STRUCTS } from './layouts';

export interface Hyperparameters {
  alpha: number;
  lambda: number;
  /** SELU's ρ. */
  unitScale: number;
  dropout: DropoutParameters;
  learningRate: number;
  weightDecay: number;
  momentum: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** A slope below this in absolute value counts as saturated. */
  saturation: number;
  histogram: { low: number; binsPerUnit: number };
  seed: number;
}

/** A kept unit becomes scale · y + shift, a dropped one `dropped`. */
export interface DropoutParameters {
  rate: number;
  scale: number;
  shift: number;
  dropped: number;
}

/** Random words below this mean "drop": ⌊rate · 2³²⌋. */
export function dropThreshold(rate: number): number {
  return Math.floor(rate * 2 ** 32);
}

/** ln β, kept finite at β = 0: WGSL may assume that infinities never occur, and e^−1000 is 0 all the same. */
function logarithm(beta: number): number {
  return Math.max(Math.log(beta), -1000);
}

export const HYPERPARAMETER_BYTES = STRUCTS.Hyperparameters.bytes;

export function packHyperparameters(p: Hyperparameters): ArrayBuffer {
  return pack(STRUCTS.Hyperparameters, {
    alpha: p.alpha,
    lambda: p.lambda,
    unit_scale: p.unitScale,
    unit_scale_inverse: 1 / p.unitScale,
    drop_threshold: dropThreshold(p.dropout.rate),
    keep_scale: p.dropout.scale,
    keep_shift: p.dropout.shift,
    dropped_value: p.dropout.dropped,
    learning_rate: p.learningRate,
    weight_decay: p.weightDecay,
    momentum: p.momentum,
    beta1: p.beta1,
    beta2: p.beta2,
    one_minus_beta1: 1 - p.beta1,
    one_minus_beta2: 1 - p.beta2,
    log_beta1: logarithm(p.beta1),
    log_beta2: logarithm(p.beta2),
    epsilon: p.epsilon,
    saturation: p.saturation,
    histogram_low: p.histogram.low,
    histogram_scale: p.histogram.binsPerUnit,
    seed: p.seed,
  });
}
