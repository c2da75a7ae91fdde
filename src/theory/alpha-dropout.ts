/** The constants of alpha dropout (Klambauer et al. 2017, section "New Dropout Technique"). */
import type { Moments } from './moments';
import { SELU_ALPHA, SELU_LAMBDA } from '../activations/selu-constants';

/** Dropout maps a kept unit y to scale·y + shift and a dropped unit to `dropped`. */
export interface DropoutAffine {
  scale: number;
  shift: number;
  dropped: number;
}

/**
 * Returns the affine map x → a·x + b that restores mean and variance after dropout has set units to α′ = −λα, SELU's limit for
 * x → −∞, with probability `rate`: the scale is a, the shift b, and dropped units become a·α′ + b.
 *
 * @param rate probability of dropping a unit, in [0, 1)
 * @param target mean and variance of the units, both before and after dropout
 * @param constants SELU's α, λ and unit scale, which give α′
 * @throws RangeError for a rate outside [0, 1)
 */
export function alphaDropout(
  rate: number,
  target: Moments = { mean: 0, variance: 1 },
  constants: { alpha: number; lambda: number; unitScale?: number } = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA },
): DropoutAffine {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate must be at least 0 and less than 1; got ${rate}`);
  const { mean, variance } = target;
  const alphaPrime = -constants.lambda * constants.alpha * (constants.unitScale ?? 1);
  const keep = 1 - rate;
  const a = Math.sqrt(variance / (keep * (rate * (alphaPrime - mean) ** 2 + variance)));
  const b = mean - a * (keep * mean + rate * alphaPrime);
  return { scale: a, shift: b, dropped: a * alphaPrime + b };
}
