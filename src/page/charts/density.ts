import type { Histogram } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';

/** Above this many layers, ridges are too thin to read and a heat map is drawn instead. */
export const MOST_RIDGES = 24;

/** A histogram as drawn: heights relative to the peak of the target's normal curve, and the shares outside the bins. */
export interface RelativeHistogram {
  heights: Float32Array;
  below: number;
  above: number;
}

/** Returns the target's normal curve at x relative to its peak: exp(−z²/2). */
export function normalHeight(x: number, target: Moments): number {
  const deviation = x - target.mean;
  return Math.exp((-0.5 * deviation * deviation) / target.variance);
}

/** Divides densities by the target's peak density 1/(σ√2π), so that heights are comparable across layers, lanes and steps. */
export function relativeHistogram({ low, high, counts, below, above }: Histogram, target: Moments): RelativeHistogram {
  let total = below + above;
  for (const count of counts) total += count;
  const heights = new Float32Array(counts.length);
  if (total === 0) return { heights, below: 0, above: 0 };
  const binWidth = (high - low) / counts.length;
  const scale = Math.sqrt(2 * Math.PI * target.variance) / (total * binWidth);
  for (let bin = 0; bin < counts.length; bin++) heights[bin] = counts[bin] * scale;
  return { heights, below: below / total, above: above / total };
}
