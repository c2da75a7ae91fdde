/**
 * A discrete distribution: masses at points. Theory uses it where a distribution is not normal, as at the output of a residual block.
 * Adding normal noise convolves the masses on an even grid; a function moves the points.
 *
 * A mass between grid points is split among the three nearest, so that its mean and second moment are exact. The noise kernel has
 * exactly the requested variance. So only the shape of the distribution depends on the grid, not its first two moments.
 */
import type { Moments } from './moments';
import type { PooledDropout } from './pooled';

export interface PointMasses {
  points: Float64Array;
  /** The mass of each point; they sum to 1. A grid point next to a large mass may have a slightly negative mass. */
  masses: Float64Array;
}

/** Points of the grid. The kink at 0 is one of them, so the error is quadratic in the step: below 1e−3 of a variance. */
const GRID_POINTS = 256;
/** The grid's range ignores masses below this value, and noise beyond this number of standard deviations. */
const NEGLIGIBLE = 1e-11;
const CUTOFF = 6.5;
/** Below this variance, in squared steps, a three-point kernel has the exact variance, and samples of the density do not. */
const NARROW = 0.5;

export function pointMass(at: number): PointMasses {
  return { points: Float64Array.of(at), masses: Float64Array.of(1) };
}

export function momentsOf({ points, masses }: PointMasses): Moments {
  let mean = 0;
  for (let i = 0; i < points.length; i++) mean += masses[i] * points[i];
  let variance = 0;
  for (let i = 0; i < points.length; i++) variance += masses[i] * (points[i] - mean) ** 2;
  return { mean, variance: Math.max(0, variance) };
}

/** Returns the distribution of f(x). */
export function mapPoints({ points, masses }: PointMasses, f: (x: number) => number): PointMasses {
  return { points: points.map(f), masses };
}

/** Returns the distribution after dropout; its last point is the dropped units. */
export function withDropout({ points, masses }: PointMasses, { keep, scale, shift, dropped }: PooledDropout): PointMasses {
  return {
    points: Float64Array.of(...points.map((x) => scale * x + shift), dropped),
    masses: Float64Array.of(...masses.map((mass) => keep * mass), 1 - keep),
  };
}

/** Returns the distribution of equally likely values on a grid; there may be millions of values. */
export function distributionOf(values: Float64Array): PointMasses {
  return onGrid({ points: values, masses: new Float64Array(values.length).fill(1 / values.length) }, 0).distribution;
}

export interface NoisyDistribution {
  /** The distribution of x + noise. */
  distribution: PointMasses;
  /** Returns E[g(x + noise) | x] at every point of x, from the values of g at the points of `distribution`. */
  conditionalMean: (values: Float64Array) => Float64Array;
}

/** Returns the distribution of x + z for independent z ~ N(0, variance). */
export function addNoise(source: PointMasses, variance: number): NoisyDistribution {
  if (variance === 0) return { distribution: source, conditionalMean: (values) => values };
  const { distribution: grid, step, places } = onGrid(source, Math.sqrt(variance));
  const kernel = normalKernel(variance / (step * step), grid.points.length);
  return {
    distribution: { points: grid.points, masses: convolve(grid.masses, kernel) },
    conditionalMean: (values) => {
      const smooth = convolve(values, kernel);
      return Float64Array.from(places, (place) => {
        const [nearest, before, at, after] = interpolationWeights(place);
        return before * smooth[nearest - 1] + at * smooth[nearest] + after * smooth[nearest + 1];
      });
    },
  };
}

/** Returns the masses on an even grid with a margin for noise of this deviation. `places` are the source's points in grid steps. */
function onGrid(
  { points, masses }: PointMasses,
  deviation: number,
): { distribution: PointMasses; step: number; places: Float64Array } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    if (Math.abs(masses[i]) < NEGLIGIBLE) continue;
    low = Math.min(low, points[i]);
    high = Math.max(high, points[i]);
  }
  low -= CUTOFF * deviation;
  high += CUTOFF * deviation;
  // If all mass is at one point, the range is 0, but the step must not be.
  const step = (high - low || Math.abs(low) || 1) / (GRID_POINTS - 7);
  // The grid contains 0, because activations have their kink there.
  const first = Math.floor(low / step) - 2;
  const count = Math.ceil(high / step) + 3 - first;
  const grid = Float64Array.from({ length: count }, (_, i) => (first + i) * step);
  const onPoints = new Float64Array(count);
  const places = points.map((x) => Math.min(count - 2, Math.max(1, x / step - first)));
  for (let i = 0; i < points.length; i++) {
    const [nearest, before, at, after] = interpolationWeights(places[i]);
    onPoints[nearest - 1] += before * masses[i];
    onPoints[nearest] += at * masses[i];
    onPoints[nearest + 1] += after * masses[i];
  }
  return { distribution: { points: grid, masses: onPoints }, step, places };
}

/** Returns the nearest grid point and the quadratic interpolation weights of its left neighbour, itself and its right neighbour. */
function interpolationWeights(place: number): [number, number, number, number] {
  const nearest = Math.round(place);
  const d = place - nearest;
  return [nearest, 0.5 * (d * d - d), 1 - d * d, 0.5 * (d * d + d)];
}

/** Returns the centre and right half of a symmetric kernel with this variance in squared steps; the whole kernel sums to 1. */
function normalKernel(variance: number, longest: number): Float64Array {
  if (variance < NARROW) return Float64Array.of(1 - variance, variance / 2);
  const length = Math.min(longest, Math.ceil(CUTOFF * Math.sqrt(variance)) + 1);
  const half = Float64Array.from({ length }, (_, k) => Math.exp((-0.5 * k * k) / variance));
  const sum = half.reduce((total, value) => total + 2 * value, -half[0]);
  return half.map((value) => value / sum);
}

function convolve(values: Float64Array, kernel: Float64Array): Float64Array {
  const count = values.length;
  const result = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = kernel[0] * values[i];
    const left = Math.min(kernel.length - 1, i);
    const right = Math.min(kernel.length - 1, count - 1 - i);
    for (let k = 1; k <= left; k++) sum += kernel[k] * values[i - k];
    for (let k = 1; k <= right; k++) sum += kernel[k] * values[i + k];
    result[i] = sum;
  }
  return result;
}
