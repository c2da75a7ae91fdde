/**
 * Predicts mean and variance of each layer's output before training, and the layer's gradient gain χ, for a network with blocks. The
 * moments are pooled over all units (pooled.ts).
 *
 *   plain, opens   The pre-activations are normal.
 *   closes         h = f(z + s) with the block's input s. z is normal and independent of s, because its weights have mean 0. The
 *                  distribution of z + s is propagated from block to block as point masses (point-masses.ts).
 *   highway        h = c·T + x·(1 − T), where c, T and x are independent, so two moments of each are enough.
 *
 * The prediction is exact for wide layers if all rows have the same second moment. Otherwise rows are predicted in groups, which
 * `combineRowGroups` combines. A normalisation over the batch makes rows dependent, so it allows no groups. It is predicted for a batch
 * of many independent rows; data that vary in few directions have other moments.
 */
import type { LayerRole } from '../experiment/architecture';
import type { Moments } from '../theory/moments';
import { backwardGains, type BackwardStep } from '../theory/backward';
import { mapPoints, momentsOf, pointMass, addNoise, withDropout, type PointMasses } from '../theory/point-masses';
import {
  momentsAfterDropout,
  MAX_VARIANCE,
  normalizedLayer,
  normalizedVariance,
  normalLayer,
  squaredDivisor,
  type PooledDropout,
  type PooledNormalization,
} from '../theory/pooled';
import { normalExpectation } from '../math/quadrature';

export interface NetworkTheory {
  activation: (x: number) => number;
  /** Returns f′(x). At a kink at 0, it may return the slope of either side. */
  slope: (x: number) => number;
  /** One role per hidden layer. */
  roles: readonly LayerRole[];
  /** Returns a layer's τ from its initialiser: variance of a weight × fan-in. */
  tau: (layer: number) => number;
  /** Returns the variance of a layer's biases. */
  bias: (layer: number) => number;
  /** Bias of a gate's pre-activations. */
  gateBias: number;
  /** A normalisation of activations; null for weight normalisation, which changes nothing before training. */
  normalization: PooledNormalization | null;
  dropout: PooledDropout | null;
  /** Whether the weights of each unit sum to 0. */
  centred: boolean;
}

/** The input of the first layer. */
export interface NetworkInput {
  /** E[x²] of the inputs; if the weights are centred, about the mean of each row. */
  entering: number;
  /** Returns the distribution of the inputs, needed if a block or highway layer adds them to its output. */
  distribution: () => PointMasses;
}

export interface NetworkLayer extends Moments {
  /** χ, as in backward.ts; NaN for the first layer. */
  backwardGain: number;
}

/** The output of a layer, as later layers use it. */
interface Output extends Moments {
  distribution: () => PointMasses;
}

/** An output beyond the range of float32. */
const LOST: Output = { mean: NaN, variance: NaN, distribution: () => pointMass(NaN) };

/** Returns the predicted moments and gradient gain of each hidden layer, first layer first. */
export function pooledNetwork(theory: NetworkTheory, input: NetworkInput): NetworkLayer[] {
  const { roles, tau, bias, centred } = theory;
  const outputs: Output[] = [];
  const steps: BackwardStep[] = [];
  const outputOf = (layer: number): Output => outputs[layer] ?? inputOutput(input);
  for (const [layer, role] of roles.entries()) {
    const below = outputs[layer - 1];
    const entering = below ? below.variance + (centred ? 0 : below.mean ** 2) : input.entering;
    const weights: WeightsOf = {
      tau: tau(layer),
      arriving: tau(layer) * entering + bias(layer),
      // Standardised inputs have mean 0 in every feature.
      overRows: tau(layer) * (below?.variance ?? input.entering),
    };
    const { output, step } =
      role === 'closes'
        ? closingLayer(theory, weights, outputOf(layer - 2))
        : role === 'highway'
          ? highwayLayer(theory, weights, entering, outputOf(layer - 1))
          : plainLayer(theory, weights);
    outputs.push(output);
    steps.push(step);
  }
  const gains = backwardGains(steps);
  // No gradient is measured below the first layer.
  return outputs.map(({ mean, variance }, l) => ({ mean, variance, backwardGain: l === 0 ? NaN : gains[l] }));
}

/** The predicted layers for a group of rows. */
export interface RowGroup {
  /** The group's share of all rows. */
  share: number;
  layers: readonly NetworkLayer[];
}

/**
 * Returns the layers for all rows together. A short row has other slopes than a long one in every layer, so their gradients grow at
 * different rates, and the mean of the products exceeds the product of the means. At the last layer, all groups have equal gradients.
 */
export function combineRowGroups(groups: readonly RowGroup[]): NetworkLayer[] {
  const over = (of: (group: RowGroup, index: number) => number) =>
    groups.reduce((sum, group, index) => sum + group.share * of(group, index), 0);
  /** Second moment of the gradient at the current layer for each group, scaled to a mean of 1 over all rows. */
  let gradients = groups.map(() => 1);
  const mixed: NetworkLayer[] = [];
  for (let l = groups[0].layers.length - 1; l >= 0; l--) {
    const mean = over(({ layers }) => layers[l].mean);
    const second = over(({ layers }) => layers[l].variance + layers[l].mean ** 2);
    const leaving = groups.map(({ layers }, group) => gradients[group] * layers[l].backwardGain);
    const gain = over((_, group) => leaving[group]);
    mixed.unshift({ mean, variance: Math.max(0, second - mean * mean), backwardGain: gain });
    // If the gain is 0 or infinite, the groups keep their shares.
    if (gain > 0 && Number.isFinite(gain)) gradients = leaving.map((gradient) => gradient / gain);
  }
  return mixed;
}

function inputOutput(input: NetworkInput): Output {
  const distribution = input.distribution();
  return { ...momentsOf(distribution), distribution: () => distribution };
}

interface WeightsOf {
  tau: number;
  /** Variance of x·W + b. */
  arriving: number;
  /** The variance of a unit's pre-activation over the rows of a batch, to which biases and the input's mean do not add. */
  overRows: number;
}

function plainLayer(theory: NetworkTheory, weights: WeightsOf): { output: Output; step: BackwardStep } {
  const { activation, normalization, dropout } = theory;
  const { mean, variance } = normalization
    ? normalizedLayer(activation, normalization, normalizedOver(normalization, weights), dropout)
    : normalLayer(activation, weights.arriving, dropout);
  const distribution = () => outputDistribution(theory, addNoise(pointMass(0), activated(theory, weights)).distribution);
  return { output: { mean, variance, distribution }, step: { kind: 'dense', ...denseGains(theory, weights) } };
}

/** Returns the variance of the activation's argument in a layer without a skip connection. */
function activated({ normalization }: NetworkTheory, weights: WeightsOf): number {
  return normalization && !normalization.after ? normalizedVariance(normalizedOver(normalization, weights)) : weights.arriving;
}

/** Returns the variance of the pre-activations that a normalisation divides by: of a unit over the batch, or of a row over its units. */
function normalizedOver({ over, subtractsMean, after }: PooledNormalization, { arriving, overRows }: WeightsOf): number {
  return over === 'rows' && subtractsMean && !after ? overRows : arriving;
}

/** Returns the two factors of χ: from the output to the argument of f, and from there to the input. */
function denseGains(theory: NetworkTheory, weights: WeightsOf): { slopes: number; weights: number } {
  const { activation, normalization } = theory;
  const variance = activated(theory, weights);
  if (!(variance < MAX_VARIANCE)) return { slopes: NaN, weights: NaN };
  const slopes = normalExpectation((x) => squaredSlope(theory, x), 0, Math.sqrt(variance));
  const ofActivation = normalization?.after ? normalLayer(activation, variance) : null;
  return { slopes: slopes * outputGain(theory, ofActivation), weights: weightGain(theory, weights) };
}

/** Returns f′(x)²; at the kink at 0, the mean of both sides, which a sum over an even grid needs. */
function squaredSlope({ slope }: NetworkTheory, x: number): number {
  return x === 0 ? (slope(Number.MIN_VALUE) ** 2 + slope(-Number.MIN_VALUE) ** 2) / 2 : slope(x) ** 2;
}

/** Returns the factor of dropout and of a normalisation after the activation for the gradient's second moment. */
function outputGain({ normalization, dropout }: NetworkTheory, ofActivation: Moments | null): number {
  const kept = dropout ? dropout.keep * dropout.scale ** 2 : 1;
  return normalization && ofActivation ? kept / squaredDivisor(ofActivation, normalization) : kept;
}

/** Returns the factor of the weights and of a normalisation before the activation for the gradient's second moment. */
function weightGain({ normalization }: NetworkTheory, weights: WeightsOf): number {
  const { tau } = weights;
  if (!normalization || normalization.after) return tau;
  return tau / squaredDivisor({ mean: 0, variance: normalizedOver(normalization, weights) }, normalization);
}

/** Returns the distribution of the layer's output from that of the argument of f. */
function outputDistribution({ activation, normalization, dropout }: NetworkTheory, sum: PointMasses): PointMasses {
  let distribution = mapPoints(sum, activation);
  if (normalization?.after) {
    const moments = momentsOf(distribution);
    const subtracted = normalization.subtractsMean ? moments.mean : 0;
    const divisor = Math.sqrt(squaredDivisor(moments, normalization));
    distribution = mapPoints(distribution, (y) => (y - subtracted) / divisor);
  }
  return dropout ? withDropout(distribution, dropout) : distribution;
}

function closingLayer(theory: NetworkTheory, weights: WeightsOf, skipped: Output): { output: Output; step: BackwardStep } {
  if (!(weights.arriving < MAX_VARIANCE) || !(skipped.variance < MAX_VARIANCE)) {
    return { output: LOST, step: { kind: 'dense', slopes: NaN, weights: NaN } };
  }
  const { distribution: sum, conditionalMean } = addNoise(skipped.distribution(), activated(theory, weights));
  const output = outputDistribution(theory, sum);
  const gain = outputGain(theory, theory.normalization?.after ? momentsOf(mapPoints(sum, theory.activation)) : null);
  return {
    output: { ...momentsOf(output), distribution: () => output },
    step: {
      kind: 'closes',
      sum,
      output,
      slopes: sum.points.map((x) => gain * squaredSlope(theory, x)),
      conditionalMean,
      weights: weightGain(theory, weights),
    },
  };
}

function highwayLayer(
  theory: NetworkTheory,
  weights: WeightsOf,
  entering: number,
  x: Moments,
): { output: Output; step: BackwardStep } {
  const { dropout, gateBias } = theory;
  // The gate's weights have the same distribution as the layer's.
  const gateVariance = weights.tau * entering;
  const { output: c } = plainLayer({ ...theory, dropout: null }, weights);
  if (!(gateVariance < MAX_VARIANCE)) return { output: LOST, step: { kind: 'highway', gain: NaN } };
  const ofGate = (f: (t: number) => number) =>
    normalExpectation((z) => f(1 / (1 + Math.exp(-z - gateBias))), 0, Math.sqrt(gateVariance));
  const open = ofGate((t) => t);
  const openSquared = ofGate((t) => t * t);
  const shutSquared = ofGate((t) => (1 - t) ** 2);
  const both = ofGate((t) => t * (1 - t));
  const second = ({ mean, variance }: Moments) => variance + mean * mean;

  let mean = c.mean * open + x.mean * (1 - open);
  let square = second(c) * openSquared + 2 * c.mean * x.mean * both + second(x) * shutSquared;
  if (dropout) [mean, square] = momentsAfterDropout(mean, square, dropout);

  // The gradient has three independent parts: on the skip connection, through the layer's weights, and through the gate's.
  const own = denseGains({ ...theory, dropout: null }, weights);
  const difference = c.variance + x.variance + (c.mean - x.mean) ** 2;
  const throughGate = weights.tau * difference * ofGate((t) => (t * (1 - t)) ** 2);
  const gain = shutSquared + openSquared * own.slopes * own.weights + throughGate;
  const kept = dropout ? dropout.keep * dropout.scale ** 2 : 1;
  return {
    output: { mean, variance: Math.max(0, square - mean * mean), distribution: LOST.distribution },
    step: { kind: 'highway', gain: kept * gain },
  };
}
