/**
 * Dropout after a hidden layer's activation, forward and backward: the twin of shaders/dropout/dropout.wgsl, with the same random
 * bits.
 *
 *   d ~ Bernoulli(q), 1 = keep, q = 1 − rate
 *   standard   h = y·d/q                          ∂h/∂y = d/q          Srivastava et al. 2014
 *   alpha      h = a·(y·d + α′(1 − d)) + b        ∂h/∂y = a·d          α′ = −λα, a, b: Klambauer et al. 2017, "New Dropout Technique"
 *
 * In evaluation both are the identity.
 */
import type { ActivationParameters } from '../../activations/catalogue';
import type { CompleteRecipe } from '../../experiment/experiment';
import type { Moments } from '../../theory/moments';
import { word } from '../../math/random-stream';
import { alphaDropout, type DropoutAffine } from '../../theory/alpha-dropout';

/** The dropout of one layer for one batch. keep: [batch, width], 1 for a kept unit and 0 for a dropped one. */
export interface Dropout extends DropoutAffine {
  keep: Uint8Array;
}

/**
 * Returns the coefficients of a recipe's dropout, or null without dropout. Throws a RangeError for a rate outside [0, 1).
 *
 * @param target the mean and variance that alpha dropout preserves
 * @param constants SELU's constants, used by alpha dropout only
 */
export function dropoutCoefficients(
  { kind, rate }: CompleteRecipe['dropout'],
  target: Moments,
  constants: ActivationParameters,
): DropoutAffine | null {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`the dropout rate is ${rate}; it must be at least 0 and less than 1`);
  if (kind === 'none' || rate === 0) return null;
  if (kind === 'standard') return { scale: 1 / (1 - rate), shift: 0, dropped: 0 };
  return alphaDropout(rate, target, constants);
}

/**
 * Returns the mask [batch, width] of a step: 1 for a kept unit, 0 for a dropped one. A unit is dropped if element row·width +
 * unit of the random stream (seed, 'dropout', layer, step) is below ⌊rate · 2³²⌋.
 */
export function keepMask(seed: number, layer: number, step: number, batch: number, width: number, rate: number): Uint8Array {
  const stream = { seed, purpose: 'dropout', layer, step } as const;
  const threshold = Math.floor(rate * 2 ** 32);
  return Uint8Array.from({ length: batch * width }, (_, element) => (word(stream, element) < threshold ? 0 : 1));
}

/** Returns h from y, both [batch, width]. */
export function dropoutForward(y: Float64Array, dropout: Dropout): Float64Array {
  const { keep, scale, shift, dropped } = dropout;
  return y.map((value, i) => (keep[i] ? scale * value + shift : dropped));
}

/** Returns ∂loss/∂y from ∂loss/∂h, both [batch, width]. */
export function dropoutBackward(dh: Float64Array, dropout: Dropout): Float64Array {
  const { keep, scale } = dropout;
  return dh.map((value, i) => (keep[i] ? scale * value : 0));
}
