/**
 * Predicted moments over all units of a layer before training, which a histogram of the whole layer should show (mean-field theory:
 * Poole et al. 2016, Schoenholz et al. 2017).
 *
 * With weights of mean 0 and variance τ/n, the pre-activations are N(0, q) with q = τ · E[h²], where h is the output of the previous
 * layer. If the weights of every unit sum to 0 (ω = 0), the mean of h cancels and q = τ · Var[h].
 */
import type { DropoutAffine } from './alpha-dropout';
import type { Moments } from './moments';
import { normalExpectation } from '../math/quadrature';
import { NORMALIZATION_EPSILON, type ActivationStatistics } from '../normalizations/record';

/** With probability `keep`, a unit y becomes scale · y + shift. Otherwise it becomes `dropped`. */
export interface PooledDropout extends DropoutAffine {
  keep: number;
}

export interface PooledLayer extends Moments {
  /** Variance of the pre-activations; their mean is 0. */
  preActivation: number;
}

/**
 * Returns mean and variance of each hidden layer's output after dropout.
 *
 * @param activation the function f
 * @param depth number of hidden layers
 * @param secondMoment E[x²] of an input feature, 1 for standardised data; if `centred`, the second moment about the row's mean
 * @param tau returns a layer's τ from its initialiser: variance of a weight × fan-in
 * @param bias returns the variance of a layer's biases
 * @param centred whether the weights of every unit sum to 0
 */
export function pooledLayers(
  activation: (x: number) => number,
  depth: number,
  secondMoment: number,
  tau: (layer: number) => number,
  bias: (layer: number) => number = () => 0,
  dropout: PooledDropout | null = null,
  centred = false,
): PooledLayer[] {
  const layers: PooledLayer[] = [];
  let entering = secondMoment;
  for (let layer = 0; layer < depth; layer++) {
    const next = normalLayer(activation, tau(layer) * entering + bias(layer), dropout);
    layers.push(next);
    entering = centred ? next.variance : next.variance + next.mean * next.mean;
  }
  return layers;
}

/** Returns the moments of a layer whose pre-activations are N(0, preActivation); NaN beyond the range of float32. */
export function normalLayer(
  activation: (x: number) => number,
  preActivation: number,
  dropout: PooledDropout | null = null,
): PooledLayer {
  if (!(preActivation < MAX_VARIANCE)) return { preActivation, mean: NaN, variance: NaN };
  const deviation = Math.sqrt(preActivation);
  let mean = normalExpectation(activation, 0, deviation);
  let second = normalExpectation((x) => activation(x) ** 2, 0, deviation);
  if (dropout) [mean, second] = momentsAfterDropout(mean, second, dropout);
  return { preActivation, mean, variance: Math.max(0, second - mean * mean) };
}

/** Variances from this value on overflow float32. */
export const MAX_VARIANCE = 1e38;

/** A normalisation of activations as theory sees it. */
export interface PooledNormalization extends ActivationStatistics {
  /** Whether it follows the activation; otherwise it precedes it. */
  after: boolean;
}

/**
 * Returns the moments of a layer with a normalisation before its activation or after it.
 *
 * @param arriving variance of the pre-activations over the values that the normalisation averages over
 */
export function normalizedLayer(
  activation: (x: number) => number,
  normalization: PooledNormalization,
  arriving: number,
  dropout: PooledDropout | null = null,
): PooledLayer {
  if (!normalization.after) return normalLayer(activation, normalizedVariance(arriving), dropout);
  const { mean, variance } = normalizedMoments(normalLayer(activation, arriving), normalization);
  return normalLayer((x) => mean + x, variance, dropout);
}

/** Returns moments after a normalisation of values with these: mean 0 and variance v/(v + ε), where the mean is subtracted. */
export function normalizedMoments(moments: Moments, statistics: ActivationStatistics): Moments {
  const square = squaredDivisor(moments, statistics);
  const mean = statistics.subtractsMean ? 0 : moments.mean / Math.sqrt(square);
  return { mean, variance: moments.variance / square };
}

/** Returns the square of what a normalisation divides values by: their variance + ε, or their mean square + ε where the mean stays. */
export function squaredDivisor({ mean, variance }: Moments, { subtractsMean }: ActivationStatistics): number {
  return (subtractsMean ? variance : variance + mean * mean) + NORMALIZATION_EPSILON;
}

/** Returns the variance of pre-activations, whose mean is 0, after a normalisation. */
export const normalizedVariance = (variance: number): number => variance / (variance + NORMALIZATION_EPSILON);

/** Returns mean and second moment after dropout, from those before it. */
export function momentsAfterDropout(
  mean: number,
  second: number,
  { keep, scale, shift, dropped }: PooledDropout,
): [number, number] {
  return [
    keep * (scale * mean + shift) + (1 - keep) * dropped,
    keep * (scale * scale * second + 2 * scale * shift * mean + shift * shift) + (1 - keep) * dropped * dropped,
  ];
}
