/**
 * What a histogram over a whole layer should show at the start: the pooled view. Over all units of a layer with weights
 * w ~ (0, τ/n), pre-activations are N(0, q) with q = τ · E[h²] of the layer below, whatever the mean there; so one number, the second
 * moment, is carried from layer to layer (mean-field theory: Poole et al. 2016, Schoenholz et al. 2017). Where every unit's weights
 * sum to 0 (ω = 0), the mean below cancels and q = τ · Var[h].
 */
import type { Moments } from './moments';
import { normalExpectation } from '../math/quadrature';

/** A kept unit y becomes scale · y + shift, with probability `keep`; a dropped one `dropped`. */
export interface PooledDropout {
  keep: number;
  scale: number;
  shift: number;
  dropped: number;
}

export interface PooledLayer extends Moments {
  /** Variance of the pre-activations, whose mean is 0. */
  preActivation: number;
}

/**
 * Mean and variance of each hidden layer's output, after dropout.
 *
 * @param activation f
 * @param depth hidden layers
 * @param secondMoment E[x²] of one input feature; 1 for standardised data. Where `centred`, about the mean of its own row
 * @param tau of each layer, from the initialiser: variance of a weight × fan-in
 * @param bias variance of a layer's biases
 * @param centred whether the weights of each unit sum to 0
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

/** One layer whose pre-activations are N(0, preActivation). */
export function normalLayer(
  activation: (x: number) => number,
  preActivation: number,
  dropout: PooledDropout | null = null,
): PooledLayer {
  // Past the range of f32 nothing is left to predict.
  if (!(preActivation < LARGEST)) return { preActivation, mean: NaN, variance: NaN };
  const deviation = Math.sqrt(preActivation);
  let mean = normalExpectation(activation, 0, deviation);
  let second = normalExpectation((x) => activation(x) ** 2, 0, deviation);
  if (dropout) [mean, second] = droppedMoments(mean, second, dropout);
  return { preActivation, mean, variance: Math.max(0, second - mean * mean) };
}

/** Variances from here on are past the range of f32. */
export const LARGEST = 1e38;

/** Added to a variance before its root is taken, as PyTorch has it. */
export const NORMALIZATION_EPSILON = 1e-5;

/**
 * The same where batch or layer normalisation stands before the activation, or `after` it: what leaves it has mean 0 and variance
 * q/(q + ε), where q is the variance that it divides by.
 *
 * @param arriving variance of the pre-activations, over what the normalisation takes its moments from
 */
export function normalizedLayer(
  activation: (x: number) => number,
  after: boolean,
  arriving: number,
  dropout: PooledDropout | null = null,
): PooledLayer {
  if (!after) return normalLayer(activation, normalizedVariance(arriving), dropout);
  return normalLayer((x) => x, normalizedVariance(normalLayer(activation, arriving).variance), dropout);
}

export const normalizedVariance = (variance: number): number => variance / (variance + NORMALIZATION_EPSILON);

/** Mean and second moment after dropout, from those before it. */
export function droppedMoments(mean: number, second: number, { keep, scale, shift, dropped }: PooledDropout): [number, number] {
  return [
    keep * (scale * mean + shift) + (1 - keep) * dropped,
    keep * (scale * scale * second + 2 * scale * shift * mean + shift * shift) + (1 - keep) * dropped * dropped,
  ];
}
