/** What the phase plane says in words. */
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

/** Ends nearer to the target than this share of its standard deviation and variance are the target. */
const THERE = 0.02;

export const momentsInWords = ({ mean, variance }: Moments) => `mean ${formatTick(mean)}, variance ${formatTick(variance)}`;

export function isAtTarget(at: Moments, target: Moments): boolean {
  return (
    Math.abs(at.mean - target.mean) < THERE * Math.sqrt(target.variance) &&
    Math.abs(at.variance - target.variance) < THERE * target.variance
  );
}

/** Where the flow takes the layers, and why not to the target where it does not. */
export function flowSentence(recipe: CompleteRecipe, flow: Flow | null, frame: PhaseFrame): string {
  const { normalization, fixedPoint, activation } = recipe;
  if (!flow) return 'The map of a plain layer says nothing of residual and highway blocks: only the layers are shown.';
  const { limit: fate } = flow;
  const pooled = pooledNormalization(recipe);
  if (pooled && setsMoments(pooled)) {
    const landing = fate.kind === 'point' ? momentsInWords(fate.at) : '';
    return `${normalizationOf(normalization).label} takes every layer to ${landing} at once, whatever enters it.`;
  }
  if (fate.kind === 'none') return `Nothing stays: the variance grows from layer to layer${reason(recipe, flow)}.`;
  if (fate.kind === 'many')
    return 'Every point of the curve is fixed: layers stay where the first one lands, and nothing pulls them back.';
  if (activation === 'selu' && isAtTarget(fate.at, fixedPoint))
    return 'The flow of the initial weights brings every layer back to the target.';
  if (fate.at.variance < frame.variance.min / 20) return `Layers fade: the flow leads to variance 0${reason(recipe, flow)}.`;
  const but = activation === 'selu' ? ', not to the target' : '';
  return `The flow leads to ${momentsInWords(fate.at)}${but}${reason(recipe, flow)}.`;
}

/** More than this many times the variance that theory has at the start, or less, and training has led the layer elsewhere. */
const STRAYED = 1.5;
/** Layers of fewer units stray by as much at the start. */
const NARROW = 32;

/** Where layers lie by now, if training has led the last of them away from where it began; empty while it has not. */
export function strayedSentence({ width }: CompleteRecipe, { layers }: LaneSnapshot, step: number): string {
  const last = layers[layers.length - 1];
  if (step === 0 || width < NARROW || !last) return '';
  const times = last.variance / last.predicted.variance;
  if (!(times > STRAYED || times < 1 / STRAYED) || !Number.isFinite(times)) return '';
  return ` Training has other weights by now: the last layer is at ${momentsInWords(last)}, its τ ${formatTick(last.weights.tauMean)}.`;
}

/** What about a SELU lane's recipe leads elsewhere. */
function reason(recipe: CompleteRecipe, { tau }: Flow): string {
  const { activation, initialization, fixedPoint, dropout } = recipe;
  const ideal = idealTau(recipe);
  if (activation !== 'selu') return '';
  if (Math.abs(tau / ideal - 1) > 1e-9) return `: τ of its weights is ${formatTick(tau)}, not ${formatTick(ideal)}`;
  if (dropout.kind === 'standard') return ': dropout that is not alpha dropout adds variance';
  if (fixedPoint.mean !== 0 && initialization !== 'lecun-exact')
    return `: a mean that is not 0 adds variance wherever a unit’s weights do not sum to 0; those of ${INITIALIZATION_RECORDS['lecun-exact'].label} do`;
  return '';
}

/** The picture, for those who do not see it. */
export function planeSentence(lane: LaneSnapshot, step: number, frame: PhaseFrame): string {
  const shown = lane.layers.filter(({ mean, variance }) => Number.isFinite(mean) && Number.isFinite(variance));
  const range = (values: readonly number[]) => `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  const reading = shown.length
    ? `mean ${range(shown.map(({ mean }) => mean))}, variance ${range(shown.map(({ variance }) => variance))}`
    : 'no number in any layer';
  const { above, below, left, right, lost } = layersOutside(lane.layers, frame.mean, frame.variance);
  const outside = above + below + left + right + lost;
  return `Phase plane of ${lane.label} at step ${step}: ${lane.layers.length} layers, ${reading}${outside ? `; ${outside} outside the frame` : ''}.`;
}
