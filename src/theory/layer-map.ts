/**
 * What one hidden layer does to mean and variance, for any activation. Over all units of a layer, pre-activations are centred: where
 * every unit's weights sum to 0 (ω = 0), because the mean below cancels; where the sums vary from unit to unit, because the mean
 * below goes to the spread of the units instead. So one number of what enters decides: variance, or second moment (pooled.ts).
 */
import type { Moments } from './moments';
import { droppedMoments, type PooledDropout } from './pooled';
import { normalExpectation } from '../math/quadrature';

export interface LayerMap {
  /** The one number of the entering moments that the layer acts on. */
  entering: (moments: Moments) => number;
  /** Mean and variance leaving the layer when that number enters. */
  leaving: (entering: number) => Moments;
}

/** Mean and variance of f(z) for z normal with the mean and the variance of `preActivation`. */
export function momentsThrough(activation: (x: number) => number, preActivation: Moments): Moments {
  const deviation = Math.sqrt(preActivation.variance);
  const mean = normalExpectation(activation, preActivation.mean, deviation);
  // About the mean found: the difference of two second moments would lose digits where the variance is small.
  const variance = normalExpectation((x) => (activation(x) - mean) ** 2, preActivation.mean, deviation);
  return { mean, variance };
}

/**
 * The map of a layer without normalisation.
 *
 * @param through from the moments of the pre-activation to those of the activation
 * @param weights τ of the units, and whether their weights sum to 0 one by one
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

/** The map of a layer that is normalised: whatever enters, it lands at one point. */
export function constantMap(landing: Moments, dropout: PooledDropout | null = null): LayerMap {
  const leaving = afterDropout(landing, dropout);
  return { entering: () => 1, leaving: () => leaving };
}

function afterDropout({ mean, variance }: Moments, dropout: PooledDropout | null): Moments {
  if (!dropout) return { mean, variance };
  const [first, second] = droppedMoments(mean, variance + mean * mean, dropout);
  return { mean: first, variance: Math.max(0, second - first * first) };
}
