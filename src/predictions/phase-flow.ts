/** The flow of a recipe in the (mean, variance) plane: the map from layer to layer before training, and its limit. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { CompleteRecipe } from '../experiment/experiment';
import type { Moments } from '../theory/moments';
import { resolveDropout, resolveConstants } from './resolved-constants';
import { initialTau } from './initial-tau';
import { pooledNormalization, setsMoments } from './pooled-normalization';
import { constantMap, layerMap, activationMoments, type LayerMap } from '../theory/layer-map';
import { mapMoments } from '../theory/moment-map';
import { normalizedMoments } from '../theory/pooled';
import { depthLimit } from '../theory/depth-limit';

interface Range {
  min: number;
  max: number;
}

/** The visible part of the (mean, variance) plane. */
export interface PhaseFrame {
  mean: Range;
  variance: Range;
}

/** The limit of the layers for all starts in the frame. */
export type FlowLimit =
  | { kind: 'point'; at: Moments }
  /** Different starts have different limits, for example with the identity. */
  | { kind: 'many' }
  | { kind: 'none' };

export interface Flow {
  map: LayerMap;
  tau: number;
  limit: FlowLimit;
  /** Returns whether the layers converge from this input of the map. */
  converges: (entering: number) => boolean;
}

/** Number of starts, from the bottom of the frame to its top. */
const STARTS = 7;
/** Limits that differ by less than this share are the same. */
const SAME = 0.05;

/** Returns the flow of a recipe; null for blocks, because the map does not include the input that a block adds. */
export function phaseFlow(recipe: CompleteRecipe, frame: PhaseFrame): Flow | null {
  const constants = resolveConstants(recipe);
  if (!constants || recipe.block !== 'plain') return null;
  const tau = tauOf(recipe);
  const map = mapOf(recipe, constants, tau);
  const { min, max } = frame.variance;
  const highest = Math.log((max + frame.mean.max ** 2) / min);
  const starts = Array.from({ length: STARTS }, (_, i) => min * Math.exp((highest * i) / (STARTS - 1)));
  const ends = starts.map((start) => depthLimit(map, start));
  const converges = (entering: number) => {
    const nearest = Math.round((Math.log(entering / min) / highest) * (STARTS - 1));
    return ends[Math.min(STARTS - 1, Math.max(0, nearest))] !== null;
  };
  return { map, tau, limit: limitOf(ends, min), converges };
}

function limitOf(ends: readonly (Moments | null)[], scale: number): FlowLimit {
  const [first, ...others] = ends.filter((end) => end !== null);
  if (!first) return { kind: 'none' };
  const near = ({ mean, variance }: Moments) =>
    Math.abs(mean - first.mean) < SAME * Math.sqrt(scale) &&
    Math.abs(variance - first.variance) < SAME * Math.max(scale, first.variance);
  return others.every(near) ? { kind: 'point', at: first } : { kind: 'many' };
}

function mapOf(recipe: CompleteRecipe, constants: ActivationParameters, tau: number): LayerMap {
  const { initialization } = recipe;
  const activation = activationOf(recipe.activation);
  const dropout = resolveDropout(recipe, constants);
  // The page redraws the flow whenever the target moves, and SELU's closed form is a hundred times as fast as quadrature.
  const through =
    activation.name === 'selu'
      ? (preActivation: Moments) => mapMoments(preActivation, { ...constants, omega: 1, tau: 1 })
      : (preActivation: Moments) => activationMoments((x) => activation.value(x, constants), preActivation);
  const normalization = pooledNormalization(recipe);
  if (normalization && setsMoments(normalization)) {
    const standard = { mean: 0, variance: 1 };
    return constantMap(normalization.after ? standard : through(standard), dropout);
  }
  const leaving = normalization ? (moments: Moments) => normalizedMoments(through(moments), normalization) : through;
  return layerMap(leaving, { tau, centred: isCentred(initialization) }, dropout);
}

/** Returns the τ of hidden layers after the first. */
function tauOf(recipe: CompleteRecipe): number {
  return initialTau(recipe, recipe.width, recipe.width);
}

/** Returns whether the initialiser makes the weights of every unit sum to 0. */
function isCentred(initialization: CompleteRecipe['initialization']): boolean {
  return initialization === 'lecun-exact';
}
