/**
 * The gradient gain χ of each layer: the factor by which a layer multiplies the second moment of ∂loss/∂h from its output to its
 * input, in wide layers before training.
 *
 * - A plain layer has χ = τ·E[f′(z)²] (Poole et al. 2016, Schoenholz et al. 2017). For SELU, `backwardGain` in moment-map.ts is the
 *   closed form. Dropout multiplies χ by keep·scale².
 * - A normalisation divides χ by the variance by which it divides the units. It also removes the gradient's mean and the part along
 *   the normalised values. That is a share of 1/batch (1/units for layer normalisation), which this theory neglects. ReLU after
 *   batch normalisation then has χ = π/(π − 1) (Yang et al. 2019).
 * - A block adds the gradient of its skip connection, so χ is (1 + χ of its layers) · E[f′²] at its end. A unit with an extreme value
 *   keeps it from block to block, and therefore meets the same slopes again. So the second moment of the gradient is a function of
 *   the unit's value, propagated backward over the distribution that was propagated forward.
 */
import type { PointMasses, NoisyDistribution } from './point-masses';

/** The backward pass of one layer. */
export type BackwardStep =
  /** `slopes`: the gain from the layer's output to the argument of f. `weights`: the gain from there to the layer's input. */
  | { kind: 'dense'; slopes: number; weights: number }
  | { kind: 'highway'; gain: number }
  | {
      kind: 'closes';
      /** The distribution of the argument of f. */
      sum: PointMasses;
      /** The distribution of the layer's output: the points of `sum` after f and dropout, then one point for the dropped units. */
      output: PointMasses;
      /** As in a dense layer, for each point of `sum`. */
      slopes: Float64Array;
      /** Maps values at the points of `sum` to their means at the points of the block's input. */
      conditionalMean: NoisyDistribution['conditionalMean'];
      weights: number;
    };

/** Returns χ of each layer, first layer first. At the last layer's output, the gradient has the same second moment in all units. */
export function backwardGains(steps: readonly BackwardStep[]): number[] {
  const gains = Array.from(steps, () => NaN);
  /** Second moments of the gradient at the points of the next output down; null if they are all equal. */
  let gradient: Float64Array | null = null;
  for (let l = steps.length - 1; l >= 0; l--) {
    const step = steps[l];
    if (step.kind !== 'closes') {
      gains[l] = step.kind === 'highway' ? step.gain : step.slopes * step.weights;
      gradient = null;
      continue;
    }
    const { sum, output, slopes, conditionalMean, weights } = step;
    const opening = steps[l - 1];
    const own = opening?.kind === 'dense' ? opening.slopes * opening.weights : NaN;
    const arriving: Float64Array = gradient ?? new Float64Array(output.points.length).fill(1);
    const atSum = slopes.map((slope, i) => slope * arriving[i]);
    const past = mean(sum.masses, atSum);
    const inside = past * weights;
    gains[l] = inside / mean(output.masses, arriving);
    // If the block's last layer has χ = 0, all of the gradient takes the skip connection and this ratio is Infinity.
    gains[l - 1] = own + past / inside;
    // Rescaled to mean 1, so that a hundred layers do not overflow.
    const leaving = past + own * inside;
    gradient = conditionalMean(atSum).map((value) => (value + own * inside) / leaving);
    l--;
  }
  return gains;
}

function mean(masses: Float64Array, values: Float64Array): number {
  return masses.reduce((sum, mass, i) => sum + mass * values[i], 0);
}
