/**
 * The hyperparameters of a lane, which may change during training: struct Hyperparameters of shaders/lib/hyperparameters.wgsl.
 */
import type { DropoutAffine } from '../../theory/alpha-dropout';
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
  /** A unit is saturated if the absolute slope of its activation is below this. */
  saturation: number;
  histogram: { low: number; binsPerUnit: number };
  seed: number;
}

export interface DropoutParameters extends DropoutAffine {
  rate: number;
}

/** Returns ⌊rate · 2³²⌋. A unit is dropped if its random word is below this. */
export function dropThreshold(rate: number): number {
  return Math.floor(rate * 2 ** 32);
}

/** Returns ln β, at least −1000. WGSL may assume that infinities never occur, and e^−1000 is 0 in float32 as well. */
function logarithm(beta: number): number {
  return Math.max(Math.log(beta), -1000);
}

export const HYPERPARAMETER_BYTES = STRUCTS.Hyperparameters.bytes;

/** Returns the bytes of struct Hyperparameters. */
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
