/**
 * One hidden layer in float64, forward and backward: a dense layer with its normalisation, gate and dropout. N is the
 * normalisation, x is the layer's input, and s is the input of the residual block that the layer closes (0 for other layers):
 *
 *   u = x·W + b        z = N(u) + s, y = f(z)         before the activation
 *                      z = u + s,    y = N(f(z))      after it
 *   highway            y ← y·T + x·(1 − T),  T = σ(x·W_T + b_T)
 *   h = dropout(y)
 *
 * A normalisation of weights acts on W itself.
 */
import type { NormalizationPlace } from '../../experiment/choices';
import type { NormalizationName } from '../../normalizations/catalogue';
import type { Moments } from '../../theory/moments';
import { matmulBackwardInput } from './matmul/backward-input';
import { matmulBackwardWeight } from './matmul/backward-weight';
import { matmulForward } from './matmul/forward';
import type { DenseLayer, Nonlinearity } from './matmul/dense-layer';
import { dropoutBackward, dropoutForward, type Dropout } from './dropout';
import { highway } from './blocks/highway';
import { highwayBackward } from './blocks/highway-backward';
import { referenceImplementationOf } from './normalization/implementations';
import type { NormalizedBatch, NormParameters } from './normalization/normalization';

/** The activation, normalisation and parameters of a hidden layer. */
export interface HiddenParts {
  nonlinearity: Nonlinearity;
  normalization: NormalizationName;
  place: NormalizationPlace;
  /** The dense layer. Its weight is V if weights are normalised. */
  dense: DenseLayer;
  /** The transform gate of a highway layer. */
  gate: DenseLayer | null;
  norm: NormParameters | null;
}

/** The results of the forward pass that the backward pass needs. All arrays are [batch, width] except x, [batch, in]. */
export interface HiddenForward {
  x: Float64Array;
  /** `dense` with the weights W that x is multiplied by: normalised if the recipe normalises weights. */
  effective: DenseLayer;
  z: Float64Array;
  h: Float64Array;
  normalized: NormalizedBatch | null;
  /** T and the candidate that it scales; null without a gate. */
  gated: { transform: Float64Array; candidate: Float64Array } | null;
  dropout: Dropout | null;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * Returns the forward pass of a layer.
 *
 * @param x [batch, in]
 * @param skip the input of the residual block that this layer closes; null for other layers
 * @param running moments to normalise with instead of the batch's, as in evaluation
 */
export function hiddenForward(
  parts: HiddenParts,
  x: Float64Array,
  batch: number,
  skip: Float64Array | null,
  dropout: Dropout | null,
  running?: readonly Moments[],
): HiddenForward {
  const { nonlinearity, place, dense, gate, norm } = parts;
  const normalization = referenceImplementationOf(parts.normalization);
  const effective =
    normalization.normalizes === 'weights' && norm
      ? { ...dense, weight: normalization.forward(dense.weight, norm.weight) }
      : dense;
  const normalize = (values: Float64Array): NormalizedBatch | null =>
    normalization.normalizes === 'activations' && norm ? normalization.forward(values, norm, running) : null;
  const { activation, constants } = nonlinearity;
  const activated = (values: Float64Array) => values.map((value) => activation.value(value, constants));
  const plus = (a: Float64Array, b: Float64Array | null) => (b ? a.map((value, i) => value + b[i]) : a);

  const u = matmulForward(x, effective, batch, null, null).z;
  const before = place === 'before-activation' ? normalize(u) : null;
  const z = plus(before?.y ?? u, skip);
  const after = place === 'after-activation' ? normalize(activated(z)) : null;
  const candidate = after?.y ?? activated(z);
  const transform = gate && matmulForward(x, gate, batch, null, null).z.map(logistic);
  const y = transform ? highway(candidate, transform, x) : candidate;
  return {
    x,
    effective,
    z,
    h: dropout ? dropoutForward(y, dropout) : y,
    normalized: before ?? after,
    gated: transform && { transform, candidate },
    dropout,
  };
}

/** The gradients of a hidden layer's parameters, which `hiddenBackward` fills in. */
export type HiddenGradients = Pick<HiddenParts, 'dense' | 'gate' | 'norm'>;

/** The gradients at a layer's inputs. */
export interface HiddenBackward {
  /** ∂loss/∂x, [batch, in] */
  dx: Float64Array;
  /** ∂loss/∂z = ∂loss/∂skip, [batch, width] */
  dz: Float64Array;
}

/**
 * Returns the gradients at a layer's inputs and writes those of its parameters to `gradients`.
 *
 * @param g ∂loss/∂h, [batch, width]
 */
export function hiddenBackward(
  parts: HiddenParts,
  forward: HiddenForward,
  g: Float64Array,
  batch: number,
  gradients: HiddenGradients,
): HiddenBackward {
  const { nonlinearity, place, dense, gate, norm } = parts;
  const normalization = referenceImplementationOf(parts.normalization);
  const { x, effective, z, normalized, gated, dropout } = forward;
  const { activation, constants } = nonlinearity;
  const slopes = z.map((value) => activation.slope(value, activation.value(value, constants), constants));
  const times = (a: Float64Array, b: Float64Array) => a.map((value, i) => value * b[i]);

  const normalizationBackward = (dy: Float64Array): Float64Array => {
    if (normalization.normalizes !== 'activations' || !normalized || !norm || !gradients.norm) return dy;
    const { dx, parameters } = normalization.backward(dy, normalized, norm);
    gradients.norm.weight.set(parameters.weight);
    gradients.norm.bias.set(parameters.bias);
    return dx;
  };

  const dy = dropout ? dropoutBackward(g, dropout) : g;
  const highwayGradients = gated && highwayBackward(dy, gated.candidate, gated.transform, x);
  const dCandidate = highwayGradients?.candidate ?? dy;
  const dz = times(place === 'after-activation' ? normalizationBackward(dCandidate) : dCandidate, slopes);
  const delta = place === 'before-activation' ? normalizationBackward(dz) : dz;
  matmulBackwardWeight(x, delta, batch, gradients.dense);
  if (normalization.normalizes === 'weights' && norm && gradients.norm) {
    const { v, gamma } = normalization.backward(gradients.dense.weight, dense.weight, norm.weight);
    gradients.dense.weight.set(v);
    gradients.norm.weight.set(gamma);
  }
  let dx = matmulBackwardInput(delta, effective, batch);
  if (highwayGradients && gate && gradients.gate) {
    matmulBackwardWeight(x, highwayGradients.gate, batch, gradients.gate);
    const gateGradient = matmulBackwardInput(highwayGradients.gate, gate, batch);
    dx = dx.map((value, i) => value + gateGradient[i] + highwayGradients.skip[i]);
  }
  return { dx, dz };
}
