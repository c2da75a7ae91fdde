/** Where layer after layer of the same kind leads to. */
import type { Moments } from './moments';
import type { LayerMap } from './layer-map';
import { LARGEST } from './pooled';

/** From what enters a layer to what leaves it. */
type Layer = (entering: Moments) => Moments;

/** Layers that are gone through one by one. */
const FIRST_LAYERS = 200;
/** In units of the variance, or of its root: layers that move less have settled. */
const SETTLED = 1e-12;
/** The same for those that are gone through on and on, how many these are, and what is kept by a layer. */
const SETTLED_SLOWLY = 1e-10;
const MOST_LAYERS = 20_000;
const KEPT = 1e-6;
/** Of the variance at the start: more than any swing. */
const GROWN = 1000;
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
  const layer: Layer = (moments) => leaving(entering(moments));
  const first = leaving(start);
  const { end, at } = layerByLayer(layer, first, FIRST_LAYERS, SETTLED);
  // One number goes from layer to layer, and more of it never gives less: there is one direction to take.
  const found = end ?? alongVariance(layer, at, NOTHING * first.variance);
  return found === 'grows' ? null : found;
}

/** Where layers lead whose mean may take part in it: to moments, past all bounds, or to and fro for good. */
export type End = Moments | 'grows' | 'swings';

/**
 * The same for any map of a layer.
 *
 * Near the ends of the τ that have a fixed point it takes thousands of layers to come there. What is left after the first two hundred
 * mostly moves along one slow direction, from lower variances to higher ones or back, to the next variance that a layer keeps: that is
 * looked for, and taken where a layer does keep it. Else layers are gone through on and on.
 */
export function settleFrom(layer: Layer, start: Moments): End {
  const nothing = NOTHING * start.variance;
  const first = layerByLayer(layer, start, FIRST_LAYERS, SETTLED);
  if (first.end) return first.end;
  const found = alongVariance(layer, first.at, nothing);
  if (found !== 'grows' && isKept(layer, found, start.variance)) return found;
  const { end, at } = layerByLayer(layer, first.at, MOST_LAYERS, SETTLED_SLOWLY);
  return end ?? (at.variance > GROWN * start.variance ? 'grows' : 'swings');
}

/** The end that layers come to one by one, or none, and where they are by then. */
function layerByLayer(
  layer: Layer,
  start: Moments,
  most: number,
  tolerance: number,
): { end: Moments | 'grows' | null; at: Moments } {
  const nothing = NOTHING * start.variance;
  let at = start;
  for (let count = 1; count < most; count++) {
    const next = layer(at);
    if (!inRange(next)) return { end: 'grows', at };
    const moved = Math.abs(next.variance - at.variance) / next.variance;
    const meanMoved = Math.abs(next.mean - at.mean);
    const died = next.variance <= nothing && meanMoved <= KEPT * Math.sqrt(start.variance);
    at = next;
    if (died) return { end: { mean: at.mean, variance: 0 }, at };
    if (moved < tolerance && meanMoved < tolerance * Math.sqrt(next.variance)) return { end: at, at };
  }
  return { end: null, at };
}

/** Whether a layer leaves these moments where they are; of variance 0, whether it lets a small one grow no more. */
function isKept(layer: Layer, { mean, variance }: Moments, scale: number): boolean {
  const at = { mean, variance: Math.max(variance, NOTHING * scale) };
  const next = layer(at);
  const moved = variance === 0 ? next.variance - at.variance : Math.abs(next.variance - at.variance);
  return moved <= KEPT * at.variance && Math.abs(next.mean - mean) <= KEPT * Math.sqrt(variance === 0 ? scale : variance);
}

/** The next variance that a layer keeps, in the direction that layers take from `at`. */
function alongVariance(layer: Layer, at: Moments, nothing: number): Moments | 'grows' {
  const grows = growth(layer, at) > 0;
  let before = at;
  for (let stride = STRIDE; ; stride = Math.min(stride * stride, LONGEST_STRIDE)) {
    const variance = grows ? before.variance * stride : before.variance / stride;
    if (variance >= LARGEST) return 'grows';
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
