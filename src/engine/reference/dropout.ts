/**
 * Dropout after a hidden layer's activation, forward and backward: what shaders/dropout/dropout.wgsl computes, from the same bits.
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
import { alphaDropout } from '../../theory/alpha-dropout';

/** A kept unit becomes keepScale·y + keepShift, a dropped one droppedValue, whatever y was. */
export interface DropoutCoefficients {
  keepScale: number;
  keepShift: number;
  droppedValue: number;
}

/** One layer's dropout of one batch. keep: [batch, width], 1 where the unit is kept. */
export interface Dropout extends DropoutCoefficients {
  keep: Uint8Array;
}

/**
 * The coefficients of a kind of dropout, or null where nothing is dropped. Alpha dropout alone looks at the target, the mean and
 * variance it keeps, and at SELU's constants. Throws a RangeError for a rate outside [0, 1).
 */
export function dropoutCoefficients(
  { kind, rate }: CompleteRecipe['dropout'],
  target: Moments,
  constants: ActivationParameters,
): DropoutCoefficients | null {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate must be from 0 up to but not including 1; got ${rate}`);
  if (kind === 'none' || rate === 0) return null;
  if (kind === 'standard') return { keepScale: 1 / (1 - rate), keepShift: 0, droppedValue: 0 };
  const { a, b, dropped } = alphaDropout(rate, target, constants);
  return { keepScale: a, keepShift: b, droppedValue: dropped };
}

/**
 * The units that a step keeps. A unit is dropped where its word of the stream (seed, 'dropout', layer, step), element
 * row·width + unit, lies below ⌊rate · 2³²⌋.
 */
export function keepMask(seed: number, layer: number, step: number, batch: number, width: number, rate: number): Uint8Array {
  const stream = { seed, purpose: 'dropout', layer, step } as const;
  const threshold = Math.floor(rate * 2 ** 32);
  return Uint8Array.from({ length: batch * width }, (_, element) => (word(stream, element) < threshold ? 0 : 1));
}

/** h from y, both [batch, width]. */
export function dropoutForward(y: Float64Array, dropout: Dropout): Float64Array {
  const { keep, keepScale, keepShift, droppedValue } = dropout;
  return y.map((value, i) => (keep[i] ? keepScale * value + keepShift : droppedValue));
}

/** ∂loss/∂y from ∂loss/∂h, both [batch, width]. */
export function dropoutBackward(dh: Float64Array, dropout: Dropout): Float64Array {
  const { keep, keepScale } = dropout;
  return dh.map((value, i) => (keep[i] ? keepScale * value : 0));
}
