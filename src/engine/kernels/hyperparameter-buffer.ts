/** The numbers of a lane that may change while it trains: struct Hyperparameters of shaders/lib/hyperparameters.wgsl, which must be kept in step. */

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

const WORDS = 22;
export const HYPERPARAMETER_BYTES = WORDS * 4;

export function packHyperparameters(p: Hyperparameters): ArrayBuffer {
  const bytes = new ArrayBuffer(HYPERPARAMETER_BYTES);
  const floats = new Float32Array(bytes);
  floats.set([p.alpha, p.lambda]);
  floats.set([p.dropout.scale, p.dropout.shift, p.dropout.dropped, p.learningRate, p.weightDecay, p.momentum], 3);
  floats.set([p.beta1, p.beta2, 1 - p.beta1, 1 - p.beta2, logarithm(p.beta1), logarithm(p.beta2), p.epsilon], 9);
  floats.set([p.saturation, p.histogram.low, p.histogram.binsPerUnit], 16);
  const words = new Uint32Array(bytes);
  words[2] = dropThreshold(p.dropout.rate);
  words[19] = p.seed;
  floats.set([p.unitScale, 1 / p.unitScale], 20);
  return bytes;
}
