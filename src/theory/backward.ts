/**
 * χ by layer: the factor by which a layer multiplies the second moment of ∂loss/∂h on its way from the layer's output to its input, at
 * the start and in wide layers. Through a plain layer it is τ·E[f′(z)²] (Poole et al. 2016, Schoenholz et al. 2017), for SELU the
 * `backwardGain` of moment-map.ts; dropout multiplies it by keep·scale².
 *
 * A normalisation divides it by the variance it divides the units by. What it also takes away, the gradient's mean and its part along
 * the normalised values, is one part in the batch (in the units for layer normalisation) and left out; for ReLU after batch
 * normalisation that leaves π/(π − 1) (Yang et al. 2019).
 *
 * A block adds what comes back past it: 1 + χ of its layers, times E[f′²] of its end. But a unit that is far out stays so from block to
 * block, and with it the slopes it meets; a gradient is large where they were large. So the second moment of the gradient is carried
 * back for every value of a unit, along the law that was carried forward.
 */
import type { PointMasses, Spread } from './point-masses';

/** One layer on the way back. */
export type BackwardStep =
  /** From its output to what f acts on, and from there through the weights to its input. */
  | { kind: 'dense'; slopes: number; weights: number }
  | { kind: 'highway'; gain: number }
  | {
      kind: 'closes';
      /** What f acts on. */
      sum: PointMasses;
      /** The layer's output: the points of `sum` after f and dropout, and behind them the dropped units. */
      output: PointMasses;
      /** As of a dense layer, at every point of `sum`. */
      slopes: Float64Array;
      /** From `sum` back to the points of the block's input. */
      expected: Spread['expected'];
      weights: number;
    };

/** χ of each layer, first layer first. The gradient that arrives at the last has one second moment for all units. */
export function backwardGains(steps: readonly BackwardStep[]): number[] {
  const gains = Array.from(steps, () => NaN);
  /** Second moments of the gradient at the points of the output below; null where they are all the same. */
  let gradient: Float64Array | null = null;
  for (let l = steps.length - 1; l >= 0; l--) {
    const step = steps[l];
    if (step.kind !== 'closes') {
      gains[l] = step.kind === 'highway' ? step.gain : step.slopes * step.weights;
      gradient = null;
      continue;
    }
    const { sum, output, slopes, expected, weights } = step;
    const opening = steps[l - 1];
    const own = opening?.kind === 'dense' ? opening.slopes * opening.weights : NaN;
    const arriving: Float64Array = gradient ?? new Float64Array(output.points.length).fill(1);
    const atSum = slopes.map((slope, i) => slope * arriving[i]);
    const past = mean(sum.masses, atSum);
    const inside = past * weights;
    gains[l] = inside / mean(output.masses, arriving);
    // Of a block whose end lets nothing back, all that arrives came past it: infinitely many times what its layers were given.
    gains[l - 1] = own + past / inside;
    // Of size 1 again, so that nothing overflows in a hundred layers.
    const leaving = past + own * inside;
    gradient = expected(atSum).map((value) => (value + own * inside) / leaving);
    l--;
  }
  return gains;
}

function mean(masses: Float64Array, values: Float64Array): number {
  return masses.reduce((sum, mass, i) => sum + mass * values[i], 0);
}
