/** What breaks self-normalisation in a lane's recipe, as a list of findings, each with its consequence in theory and a fix. */
import { activationStatistics, normalizationOf } from '../normalizations/catalogue';
import { activationMoments } from '../theory/layer-map';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { FIELDS } from '../experiment/fields';
import { findingAt, type Finding, type FixChange } from './finding';
import { fadingLayers, foreignDropout, shiftedVariance } from './finding-texts';
import { laneTheory, type LaneTheory } from './lane-theory';
import { valueAt } from '../experiment/paths';
import { seluFindings } from './selu-findings';
import type { Moments } from '../theory/moments';

/** Returns the findings of one lane. A finding on the dataset or training is returned for every lane that it affects. */
export function checkRecipe(lane: CompleteRecipe, experiment: CompleteExperiment): Finding[] {
  const theory = laneTheory(lane, experiment);
  if (!theory) return [];
  const own = lane.activation === 'selu' ? seluFindings(lane, experiment, theory) : [];
  const others = [fadingRelu, foreignAlphaDropout, varianceShift].map((check) => check(lane, theory));
  return [...own, ...others.filter((finding) => finding !== null)];
}

/** Returns the fields that a fix changes, as [path, value]; the lane's own paths start with 'lane.'. */
export function fixedFields(change: FixChange): [string, unknown][] {
  return FIELDS.map(({ path }): [string, unknown] => [path, valueAt(change, path)]).filter(([, value]) => value !== undefined);
}

/** ReLU keeps half of the second moment in each layer, which He's variance of 2/fan-in compensates. */
function fadingRelu(lane: CompleteRecipe, theory: LaneTheory): Finding | null {
  const { activation, gain, normalization, block } = lane;
  if (activation !== 'relu' && activation !== 'leaky-relu') return null;
  if (activationStatistics(normalization) || block !== 'plain') return null;
  // He et al. 2015, equation (14): a layer keeps (1 + α²)/2 of the second moment.
  const slope = activation === 'relu' ? 0 : theory.constants.alpha;
  const kept = (theory.tau.hidden * (1 + slope * slope)) / 2;
  if (kept > 0.9) return null;
  const right = Number((1 / Math.sqrt(1 + slope * slope)).toPrecision(3));
  const field = theory.tau.hidden === 2 * gain * gain ? 'lane.gain' : 'lane.initialization';
  return findingAt(field, fadingLayers(activation, lane, kept, theory.initialized(), right), {
    lane: { initialization: 'he-normal', gain: right },
  });
}

/** Means and variances that differ by less are equal. */
const SAME = 0.01;

/** Alpha dropout keeps only the mean and variance of SELU's layers. */
function foreignAlphaDropout({ activation, dropout }: CompleteRecipe, theory: LaneTheory): Finding | null {
  if (activation === 'selu' || dropout.kind !== 'alpha' || !theory.dropout) return null;
  const before = theory.firstLayer(null);
  const after = theory.firstLayer(theory.dropout);
  // Normalised and linear layers have the mean and variance that alpha dropout keeps.
  if (Math.abs(after.mean - before.mean) < SAME && Math.abs(after.variance - before.variance) < SAME) return null;
  const { alpha, lambda } = theory.constants;
  const texts = foreignDropout(activation, -lambda * alpha, farLeft(theory), before, after);
  return findingAt('lane.dropout.kind', texts, { lane: { dropout: { kind: 'standard' } } });
}

/** Returns the activation's limit for large negative inputs; null if it has none. */
function farLeft({ activation }: LaneTheory): number | null {
  const [far, farther] = [activation(-1e3), activation(-2e3)];
  return Math.abs(far - farther) > 1e-9 ? null : far;
}

/** Li et al. 2018, "Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift". */
function varianceShift(lane: CompleteRecipe, theory: LaneTheory): Finding | null {
  const { normalization, normalizationPlace, dropout, depth } = lane;
  const { running, label } = normalizationOf(normalization);
  if (running.length === 0 || dropout.kind !== 'standard' || !theory.dropout || depth === 1) return null;
  const second = ({ mean, variance }: Moments) => variance + mean * mean;
  const [evaluated, trained] = [null, theory.dropout].map((drops) => second(theory.firstLayer(drops)));
  const reaching = (entering: number) =>
    normalizationPlace === 'after-activation'
      ? activationMoments(theory.activation, { mean: 0, variance: entering }).variance
      : entering;
  return findingAt('lane.dropout.kind', shiftedVariance(label, reaching(evaluated) / reaching(trained)), {
    lane: { dropout: { kind: 'none' } },
  });
}
