/** Alpha dropout's constants: Klambauer et al. 2017, section "New Dropout Technique". */
import type { Moments } from './moments';
import { SELU_ALPHA, SELU_LAMBDA } from '../activations/selu-constants';

export interface AlphaDropout {
  /** A kept unit x becomes a·x + b. */
  a: number;
  b: number;
  /** A dropped unit becomes a·α′ + b. */
  dropped: number;
}

/**
 * The affine map that gives mean and variance back to a layer whose units were set to α′ = −λα, SELU's value far to the left, with
 * probability `rate`.
 *
 * @param rate probability to drop a unit, in [0, 1)
 * @param target mean and variance of the units, before and after
 * @param constants SELU's, which give α′
 * @throws RangeError for a rate outside [0, 1): at 1 nothing would be left
 */
export function alphaDropout(
  rate: number,
  target: Moments = { mean: 0, variance: 1 },
  constants: { alpha: number; lambda: number; reach?: number } = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA },
): AlphaDropout {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate must be from 0 up to but not including 1; got ${rate}`);
  const { mean, variance } = target;
  const alphaPrime = -constants.lambda * constants.alpha * (constants.reach ?? 1);
  const keep = 1 - rate;
  const a = Math.sqrt(variance / (keep * (rate * (alphaPrime - mean) ** 2 + variance)));
  const b = mean - a * (keep * mean + rate * alphaPrime);
  return { a, b, dropped: a * alphaPrime + b };
}
