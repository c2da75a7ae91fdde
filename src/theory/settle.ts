/** Where layer after layer of the same kind leads to. */
import type { Moments } from '../experiment/snapshot';
import type { LayerMap } from './layer-map';
import { LARGEST } from './pooled';

/** From what enters a layer to what leaves it. */
type Layer = (entering: Moments) => Moments;

/** Layers that are gone through one by one. */
const FIRST_LAYERS = 200;
/** In units of the variance, or of its root: layers that move less have settled. */
const SETTLED = 1e-12;
/** Below this share of the variance at the start nothing is left. */
const NOTHING = 1e-12;
/** From one variance to the next on the way to a fixed point that layers come to slowly: the first stride, and the longest. */
const STRIDE = 1.25;
const LONGEST_STRIDE = 1e4;
/** Less than this, of the variance, may be rounding. */
const RESOLVED = 1e-10;
const HALVINGS = 60;
/** For the mean to settle while the variance is held. */
const MEAN_LAYERS = 200;

/** The moments that layers settle at; variance 0 where they die out, null where they grow past the range of f32. */
export function settle({ entering, leaving }: LayerMap, start: number): Moments | null {
  return settleFrom((moments) => leaving(entering(moments)), leaving(start));
}

/**
 * The same for any map of a layer.
 *
 * Near the ends of the τ that have a fixed point it takes thousands of layers to come there. What is left after the first two hundred
 * moves along one slow direction, from lower variances to higher ones or back, to the next variance that a layer keeps: that is looked
 * for.
 */
export function settleFrom(layer: Layer, start: Moments): Moments | null {
  const nothing = NOTHING * start.variance;
  let at = start;
  for (let count = 1; count < FIRST_LAYERS; count++) {
    const next = layer(at);
    if (!inRange(next)) return null;
    const moved = Math.abs(next.variance - at.variance) / next.variance;
    const meanMoved = Math.abs(next.mean - at.mean) / Math.sqrt(next.variance);
    at = next;
    if (at.variance <= nothing) return { mean: at.mean, variance: 0 };
    if (moved < SETTLED && meanMoved < SETTLED) return at;
  }
  return alongVariance(layer, at, nothing);
}

/** The next variance that a layer keeps, in the direction that layers take from `at`. */
function alongVariance(layer: Layer, at: Moments, nothing: number): Moments | null {
  const grows = growth(layer, at) > 0;
  let before = at;
  for (let stride = STRIDE; ; stride = Math.min(stride * stride, LONGEST_STRIDE)) {
    const variance = grows ? before.variance * stride : before.variance / stride;
    if (variance >= LARGEST) return null;
    const next = { mean: meanAt(layer, { ...before, variance }), variance };
    if (variance <= nothing) return { ...next, variance: 0 };
    const turned = growth(layer, next) * (grows ? -1 : 1);
    if (turned > RESOLVED) return between(layer, before, next);
    before = next;
  }
}

/** Halves the way between two variances, one that grows and one that does not. */
function between(layer: Layer, one: Moments, other: Moments): Moments {
  const [grows, start] = [growth(layer, one) > 0, one.mean];
  let [from, to] = [one.variance, other.variance];
  for (let count = 0; count < HALVINGS; count++) {
    const variance = Math.sqrt(from * to);
    if (growth(layer, { mean: start, variance }) > 0 === grows) from = variance;
    else to = variance;
  }
  return { mean: meanAt(layer, { mean: start, variance: from }), variance: from };
}

/** Logarithm of what a layer multiplies the variance by, at the mean that goes with it. */
function growth(layer: Layer, { mean, variance }: Moments): number {
  const next = layer({ mean: meanAt(layer, { mean, variance }), variance });
  return inRange(next) ? Math.log(next.variance / variance) : Infinity;
}

/** The mean that layers come to while the variance is held, from a mean near it. */
function meanAt(layer: Layer, { mean, variance }: Moments): number {
  const tolerance = SETTLED * Math.sqrt(variance);
  let at = mean;
  for (let count = 0; count < MEAN_LAYERS; count++) {
    const next = layer({ mean: at, variance }).mean;
    const moved = Math.abs(next - at);
    at = next;
    if (!(moved > tolerance && Math.abs(at) < LARGEST)) break;
  }
  return at;
}

function inRange({ mean, variance }: Moments): boolean {
  return variance < LARGEST && mean * mean < LARGEST;
}
