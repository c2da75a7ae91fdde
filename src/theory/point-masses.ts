/**
 * A law that is no longer normal, as masses at points: what an output becomes when the input of its block was added to it. A normal
 * variable that is added spreads the masses over an even grid; a function moves the points.
 *
 * A mass between grid points goes to the three nearest, so that its mean and its second moment stay what they are; the kernel has the
 * variance asked for. So neither moment is ever rounded, and only the shape of the law is as fine as the grid.
 */
import type { Moments } from './moments';
import type { PooledDropout } from './pooled';

export interface PointMasses {
  points: Float64Array;
  /** Of each point; they sum to 1. Beside a point with much mass a grid may hold a little less than none. */
  masses: Float64Array;
}

/** Of the grid. A kink lies on a point, so that sums over the grid are off by the square of its step: less than 1e−3 of a variance. */
const GRID_POINTS = 256;
/** Masses smaller than this do not widen the grid, nor do normal ones so many deviations away. */
const NEGLIGIBLE = 1e-11;
const REACH = 6.5;
/** Below this variance, in squared steps, three points hold a normal kernel better than samples of its density do. */
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

/** The law of f(x). */
export function mapped({ points, masses }: PointMasses, f: (x: number) => number): PointMasses {
  return { points: points.map(f), masses };
}

/** The law after dropout; the dropped units are its last point. */
export function withDropout({ points, masses }: PointMasses, { keep, scale, shift, dropped }: PooledDropout): PointMasses {
  return {
    points: Float64Array.of(...points.map((x) => scale * x + shift), dropped),
    masses: Float64Array.of(...masses.map((mass) => keep * mass), 1 - keep),
  };
}

/** The law of equally likely values, of which there may be millions, on a grid. */
export function lawOf(values: Float64Array): PointMasses {
  return onGrid({ points: values, masses: new Float64Array(values.length).fill(1 / values.length) }, 0).law;
}

export interface Spread {
  /** Of x + noise. */
  law: PointMasses;
  /** E[g(x + noise) | x] at every point of x, from g at every point of `law`. */
  expected: (values: Float64Array) => Float64Array;
}

/** Adds independent normal noise of this variance. */
export function spread(of: PointMasses, variance: number): Spread {
  if (variance === 0) return { law: of, expected: (values) => values };
  const { law, step, places } = onGrid(of, Math.sqrt(variance));
  const kernel = normalKernel(variance / (step * step), law.points.length);
  return {
    law: { points: law.points, masses: convolved(law.masses, kernel) },
    expected: (values) => {
      const smooth = convolved(values, kernel);
      return Float64Array.from(places, (place) => {
        const [nearest, before, at, after] = sharesAt(place);
        return before * smooth[nearest - 1] + at * smooth[nearest] + after * smooth[nearest + 1];
      });
    },
  };
}

/** Masses on an even grid that leaves room for noise of this deviation; `places` are the points of `of` in steps from its first. */
function onGrid({ points, masses }: PointMasses, deviation: number): { law: PointMasses; step: number; places: Float64Array } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    if (Math.abs(masses[i]) < NEGLIGIBLE) continue;
    low = Math.min(low, points[i]);
    high = Math.max(high, points[i]);
  }
  low -= REACH * deviation;
  high += REACH * deviation;
  // All at one point: a grid has to have some step.
  const step = (high - low || Math.abs(low) || 1) / (GRID_POINTS - 7);
  // 0, where activations have their kink, is a point of the grid.
  const first = Math.floor(low / step) - 2;
  const count = Math.ceil(high / step) + 3 - first;
  const grid = Float64Array.from({ length: count }, (_, i) => (first + i) * step);
  const onPoints = new Float64Array(count);
  const places = points.map((x) => Math.min(count - 2, Math.max(1, x / step - first)));
  for (let i = 0; i < points.length; i++) {
    const [nearest, before, at, after] = sharesAt(places[i]);
    onPoints[nearest - 1] += before * masses[i];
    onPoints[nearest] += at * masses[i];
    onPoints[nearest + 1] += after * masses[i];
  }
  return { law: { points: grid, masses: onPoints }, step, places };
}

/** The nearest grid point, and what it and its two neighbours get: the weights of a parabola through the three. */
function sharesAt(place: number): [number, number, number, number] {
  const nearest = Math.round(place);
  const d = place - nearest;
  return [nearest, 0.5 * (d * d - d), 1 - d * d, 0.5 * (d * d + d)];
}

/** The right half of a symmetric kernel of this variance in squared steps, its middle first; all of it sums to 1. */
function normalKernel(variance: number, longest: number): Float64Array {
  if (variance < NARROW) return Float64Array.of(1 - variance, variance / 2);
  const length = Math.min(longest, Math.ceil(REACH * Math.sqrt(variance)) + 1);
  const half = Float64Array.from({ length }, (_, k) => Math.exp((-0.5 * k * k) / variance));
  const sum = half.reduce((total, value) => total + 2 * value, -half[0]);
  return half.map((value) => value / sum);
}

function convolved(values: Float64Array, kernel: Float64Array): Float64Array {
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
