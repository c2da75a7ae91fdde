/** The limit of mean and variance over an unlimited number of equal layers. */
import type { Moments } from './moments';
import type { LayerMap } from './layer-map';
import { MAX_VARIANCE } from './pooled';

/** Maps the moments of a layer's input to those of its output. */
type Layer = (entering: Moments) => Moments;

/** Layers iterated before the search along the variance. */
const FIRST_LAYERS = 200;
/** Relative change per layer below which the iteration has converged: of the variance, or of the mean in standard deviations. */
const CONVERGED = 1e-12;
/** The same for the long iteration, the layers of that iteration, and the change that a fixed point may show. */
const CONVERGED_SLOWLY = 1e-10;
const MAX_LAYERS = 20_000;
const FIXED_TOLERANCE = 1e-6;
/** A variance above this multiple of the start has diverged; oscillations are smaller. */
const DIVERGED_FACTOR = 1000;
/** A variance below this share of the start has vanished. */
const VANISHED = 1e-12;
/** Ratio of successive variances in the search for a fixed point with slow convergence: the first and the largest. */
const STRIDE = 1.25;
const MAX_STRIDE = 1e4;
/** Relative changes of the variance below this may be rounding errors. */
const ROUNDING = 1e-10;
const HALVINGS = 60;
/** Iterations for the mean to converge at a fixed variance. */
const MEAN_LAYERS = 200;

/** Returns the moments that layers converge to: variance 0 if the signal vanishes, null if it grows beyond the range of float32. */
export function depthLimit({ entering, leaving }: LayerMap, start: number): Moments | null {
  const layer: Layer = (moments) => leaving(entering(moments));
  const first = leaving(start);
  const { end, at } = iterateLayers(layer, first, FIRST_LAYERS, CONVERGED);
  // The map takes one number and is increasing in it, so the iteration is monotonic and the search has one direction.
  const found = end ?? searchVariance(layer, at, VANISHED * first.variance);
  return found === 'diverges' ? null : found;
}

/** The moments that layers converge to, or how they fail to converge. */
export type DepthLimit = Moments | 'diverges' | 'oscillates';

/**
 * Returns the limit for any map of a layer.
 *
 * Near the ends of the range of τ with a fixed point, convergence takes thousands of layers. After the first two hundred, the moments
 * mostly move along one slow direction, in which the variance rises or falls. So a search along the variance finds the next fixed
 * point, and one layer verifies it. If the point is not fixed, the iteration continues.
 */
export function depthLimitFrom(layer: Layer, start: Moments): DepthLimit {
  const nothing = VANISHED * start.variance;
  const first = iterateLayers(layer, start, FIRST_LAYERS, CONVERGED);
  if (first.end) return first.end;
  const found = searchVariance(layer, first.at, nothing);
  if (found !== 'diverges' && isFixed(layer, found, start.variance)) return found;
  const { end, at } = iterateLayers(layer, first.at, MAX_LAYERS, CONVERGED_SLOWLY);
  return end ?? (at.variance > DIVERGED_FACTOR * start.variance ? 'diverges' : 'oscillates');
}

/** Iterates layers. Returns the limit, or null if it is not reached, and the last moments. */
function iterateLayers(
  layer: Layer,
  start: Moments,
  most: number,
  tolerance: number,
): { end: Moments | 'diverges' | null; at: Moments } {
  const nothing = VANISHED * start.variance;
  let at = start;
  for (let count = 1; count < most; count++) {
    const next = layer(at);
    if (!inRange(next)) return { end: 'diverges', at };
    const moved = Math.abs(next.variance - at.variance) / next.variance;
    const meanMoved = Math.abs(next.mean - at.mean);
    const died = next.variance <= nothing && meanMoved <= FIXED_TOLERANCE * Math.sqrt(start.variance);
    at = next;
    if (died) return { end: { mean: at.mean, variance: 0 }, at };
    if (moved < tolerance && meanMoved < tolerance * Math.sqrt(next.variance)) return { end: at, at };
  }
  return { end: null, at };
}

/** Returns whether a layer keeps these moments. At variance 0, it returns whether a small variance does not grow. */
function isFixed(layer: Layer, { mean, variance }: Moments, scale: number): boolean {
  const at = { mean, variance: Math.max(variance, VANISHED * scale) };
  const next = layer(at);
  const moved = variance === 0 ? next.variance - at.variance : Math.abs(next.variance - at.variance);
  return (
    moved <= FIXED_TOLERANCE * at.variance &&
    Math.abs(next.mean - mean) <= FIXED_TOLERANCE * Math.sqrt(variance === 0 ? scale : variance)
  );
}

/** Returns the next fixed point along the variance, in the direction in which the layers move from `at`. */
function searchVariance(layer: Layer, at: Moments, nothing: number): Moments | 'diverges' {
  const grows = logGrowth(layer, at) > 0;
  let before = at;
  for (let stride = STRIDE; ; stride = Math.min(stride * stride, MAX_STRIDE)) {
    const variance = grows ? before.variance * stride : before.variance / stride;
    if (variance >= MAX_VARIANCE) return 'diverges';
    const next = { mean: stationaryMean(layer, { ...before, variance }), variance };
    if (variance <= nothing) return { ...next, variance: 0 };
    const turned = logGrowth(layer, next) * (grows ? -1 : 1);
    if (turned > ROUNDING) return bisect(layer, before, next);
    before = next;
  }
}

/** Bisects between two variances: one grows and the other does not. */
function bisect(layer: Layer, one: Moments, other: Moments): Moments {
  const [grows, start] = [logGrowth(layer, one) > 0, one.mean];
  let [from, to] = [one.variance, other.variance];
  for (let count = 0; count < HALVINGS; count++) {
    const variance = Math.sqrt(from * to);
    if (logGrowth(layer, { mean: start, variance }) > 0 === grows) from = variance;
    else to = variance;
  }
  return { mean: stationaryMean(layer, { mean: start, variance: from }), variance: from };
}

/** Returns the logarithm of the factor by which a layer multiplies the variance, at the stationary mean. */
function logGrowth(layer: Layer, { mean, variance }: Moments): number {
  const next = layer({ mean: stationaryMean(layer, { mean, variance }), variance });
  return inRange(next) ? Math.log(next.variance / variance) : Infinity;
}

/** Returns the mean that layers converge to at a fixed variance, starting from a mean near it. */
function stationaryMean(layer: Layer, { mean, variance }: Moments): number {
  const tolerance = CONVERGED * Math.sqrt(variance);
  let at = mean;
  for (let count = 0; count < MEAN_LAYERS; count++) {
    const next = layer({ mean: at, variance }).mean;
    const moved = Math.abs(next - at);
    at = next;
    if (!(moved > tolerance && Math.abs(at) < MAX_VARIANCE)) break;
  }
  return at;
}

function inRange({ mean, variance }: Moments): boolean {
  return variance < MAX_VARIANCE && mean * mean < MAX_VARIANCE;
}
