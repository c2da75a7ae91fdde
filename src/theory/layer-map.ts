/**
 * The map of mean and variance through one hidden layer, for any activation.
 *
 * Over all units of a layer, the pre-activations have mean 0. If the weights of every unit sum to 0 (ω = 0), the entering mean
 * cancels, and only the entering variance matters. If the sums vary from unit to unit, the entering mean adds to the variance across
 * units, and only the entering second moment matters. So the map takes one number (pooled.ts).
 */
import type { Moments } from './moments';
import { momentsAfterDropout, type PooledDropout } from './pooled';
import { normalExpectation } from '../math/quadrature';

export interface LayerMap {
  /** Returns the number that the layer acts on: the entering variance, or the entering second moment. */
  entering: (moments: Moments) => number;
  /** Returns the mean and variance of the layer's output for that number. */
  leaving: (entering: number) => Moments;
}

/** Returns the mean and variance of f(z) for normal z with the moments `preActivation`. */
export function activationMoments(activation: (x: number) => number, preActivation: Moments): Moments {
  const deviation = Math.sqrt(preActivation.variance);
  const mean = normalExpectation(activation, preActivation.mean, deviation);
  // The difference E[f²] − E[f]² would lose digits at small variances.
  const variance = normalExpectation((x) => (activation(x) - mean) ** 2, preActivation.mean, deviation);
  return { mean, variance };
}

/**
 * Returns the map of a layer without normalisation.
 *
 * @param through maps the moments of the pre-activation to those of the activation
 * @param weights τ of the units, and whether the weights of every unit sum to 0
 */
export function layerMap(
  through: (preActivation: Moments) => Moments,
  { tau, centred }: { tau: number; centred: boolean },
  dropout: PooledDropout | null = null,
): LayerMap {
  return {
    entering: ({ mean, variance }) => (centred ? variance : variance + mean * mean),
    leaving: (entering) => afterDropout(through({ mean: 0, variance: tau * entering }), dropout),
  };
}

/** Returns the map of a normalised layer, whose output has the moments `landing` for every input. */
export function constantMap(landing: Moments, dropout: PooledDropout | null = null): LayerMap {
  const leaving = afterDropout(landing, dropout);
  return { entering: () => 1, leaving: () => leaving };
}

function afterDropout({ mean, variance }: Moments, dropout: PooledDropout | null): Moments {
  if (!dropout) return { mean, variance };
  const [first, second] = momentsAfterDropout(mean, variance + mean * mean, dropout);
  return { mean: first, variance: Math.max(0, second - first * first) };
}
