/** The words of the phase plane. */
import type { CompleteRecipe } from '../../../experiment/experiment';
import { idealTau } from '../../../experiment/realization';
import { INITIALIZATION_RECORDS } from '../../../experiment/choices';
import { normalizationOf } from '../../../normalizations/catalogue';
import { pooledNormalization, setsMoments } from '../../../predictions/pooled-normalization';
import type { LaneSnapshot } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import { layersOutside } from '../../charts/plugins/phase-layers';
import { formatNumber, formatTick } from '../../charts/format';
import type { Flow } from '../../../predictions/phase-flow';
import type { PhaseFrame } from '../../../predictions/phase-flow';

/** Points within this share of the target's standard deviation and variance count as the target. */
const TOLERANCE = 0.02;

export const PHASE_WORDS = {
  label: 'Phase plane of mean and variance',
  horizontalAxis: 'mean',
  verticalAxis: 'variance, log scale',
  keys: {
    layers: 'layers, first to last',
    target: 'target: drag it',
    fixedPoint: 'fixed point',
    fixedPoints: 'fixed points',
    basin: 'converges to the fixed point',
    theorem: 'Theorem 1',
    impossible: 'no α and λ have this fixed point',
  },
  handle: 'Target: left and right arrows move the mean, up and down the variance',
  impossibleTarget: ': no α and λ have this fixed point',
  noSolution: (target: string) => `No α and λ have the fixed point ${target}.`,
  diverged: 'This network has diverged. ',
  numbers: {
    alpha: 'SELU’s α for the target',
    lambda: 'SELU’s λ for the target',
    rho: 'Spectral radius at the target: the factor by which a layer shrinks a small deviation',
    chi: 'The factor by which a layer multiplies the squared gradient in the backward pass',
  },
  growth: (depth: number, tau: string) =>
    `At the target, ${depth} layers with τ = ${tau} multiply squared gradients in the backward pass by`,
  growthElsewhere: 'For the layers of this network, see Forward and backward signal.',
  flow: {
    otherBlocks: 'The map of a plain layer does not apply to residual or highway blocks; only the layers are shown.',
    normalized: (normalization: string, moments: string) =>
      `${normalization} gives every layer ${moments}, whatever its input.`,
    grows: (reason: string) => `There is no fixed point: the variance grows from layer to layer${reason}.`,
    curve:
      'Every point of the curve is a fixed point: layers stay where the first one is mapped to; there is no attracting fixed point.',
    toTarget: 'With the initial weights, layers converge to the target.',
    vanishes: (reason: string) => `The signal vanishes: layers converge to variance 0${reason}.`,
    elsewhere: (moments: string, but: string, reason: string) => `Layers converge to ${moments}${but}${reason}.`,
    notToTarget: ', not to the target',
  },
  trained: (moments: string, tau: string) =>
    ` Training has moved the weights: the last layer is at ${moments}, with τ = ${tau}.`,
  reasons: {
    tau: (tau: string, ideal: string) => `: τ of the weights is ${tau}, not ${ideal}`,
    dropout: ': standard dropout adds variance; alpha dropout does not',
    mean: (initialization: string) =>
      `: a mean other than 0 adds variance unless each unit’s weights sum to 0, as with ${initialization}`,
  },
  outsideFrame: (layers: number) => `; ${layers} outside the frame`,
  allNaN: 'all layers are NaN',
} as const;

export const momentsInWords = ({ mean, variance }: Moments) => `mean ${formatTick(mean)}, variance ${formatTick(variance)}`;

export function isAtTarget(at: Moments, target: Moments): boolean {
  return (
    Math.abs(at.mean - target.mean) < TOLERANCE * Math.sqrt(target.variance) &&
    Math.abs(at.variance - target.variance) < TOLERANCE * target.variance
  );
}

/** Returns where the layers converge, and the reason if that is not the target. */
export function flowSentence(recipe: CompleteRecipe, flow: Flow | null, frame: PhaseFrame): string {
  const { normalization, fixedPoint, activation } = recipe;
  if (!flow) return PHASE_WORDS.flow.otherBlocks;
  const { limit } = flow;
  const pooled = pooledNormalization(recipe);
  if (pooled && setsMoments(pooled)) {
    const moments = limit.kind === 'point' ? momentsInWords(limit.at) : '';
    return PHASE_WORDS.flow.normalized(normalizationOf(normalization).label, moments);
  }
  if (limit.kind === 'none') return PHASE_WORDS.flow.grows(reason(recipe, flow));
  if (limit.kind === 'many') return PHASE_WORDS.flow.curve;
  if (activation === 'selu' && isAtTarget(limit.at, fixedPoint)) return PHASE_WORDS.flow.toTarget;
  if (limit.at.variance < frame.variance.min / 20) return PHASE_WORDS.flow.vanishes(reason(recipe, flow));
  const but = activation === 'selu' ? PHASE_WORDS.flow.notToTarget : '';
  return PHASE_WORDS.flow.elsewhere(momentsInWords(limit.at), but, reason(recipe, flow));
}

/** A variance that differs from the prediction by more than this factor shows that training has moved the layer. */
const MOVED_FACTOR = 1.5;
/** Layers with fewer units deviate as much before training. */
const NARROW = 32;

/** Returns the last layer's moments if training has moved them away from the prediction, otherwise an empty string. */
export function trainedSentence({ width }: CompleteRecipe, { layers }: LaneSnapshot, step: number): string {
  const last = layers[layers.length - 1];
  if (step === 0 || width < NARROW || !last) return '';
  const factor = last.variance / last.predicted.variance;
  if (!(factor > MOVED_FACTOR || factor < 1 / MOVED_FACTOR) || !Number.isFinite(factor)) return '';
  return PHASE_WORDS.trained(momentsInWords(last), formatTick(last.weights.tauMean));
}

/** Returns the reason why a SELU lane's layers do not converge to the target; empty for other activations. */
function reason(recipe: CompleteRecipe, { tau }: Flow): string {
  const { activation, initialization, fixedPoint, dropout } = recipe;
  const ideal = idealTau(recipe);
  if (activation !== 'selu') return '';
  if (Math.abs(tau / ideal - 1) > 1e-9) return PHASE_WORDS.reasons.tau(formatTick(tau), formatTick(ideal));
  if (dropout.kind === 'standard') return PHASE_WORDS.reasons.dropout;
  if (fixedPoint.mean !== 0 && initialization !== 'lecun-exact')
    return PHASE_WORDS.reasons.mean(INITIALIZATION_RECORDS['lecun-exact'].label);
  return '';
}

/** The label of the chart: the range of the layers' moments, and how many are outside the frame. */
export function planeSentence(lane: LaneSnapshot, step: number, frame: PhaseFrame): string {
  const shown = lane.layers.filter(({ mean, variance }) => Number.isFinite(mean) && Number.isFinite(variance));
  const range = (values: readonly number[]) => `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  const reading = shown.length
    ? `mean ${range(shown.map(({ mean }) => mean))}, variance ${range(shown.map(({ variance }) => variance))}`
    : PHASE_WORDS.allNaN;
  const { above, below, left, right, nan } = layersOutside(lane.layers, frame.mean, frame.variance);
  const outside = above + below + left + right + nan;
  return `Phase plane of ${lane.label} at step ${step}: ${lane.layers.length} layers, ${reading}${outside ? PHASE_WORDS.outsideFrame(outside) : ''}.`;
}
