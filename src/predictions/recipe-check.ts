/** What breaks self-normalisation in a lane's recipe: each finding with what comes of it, as theory has it, and a fix. */
import { activationOf } from '../activations/catalogue';
import { activationStatistics, normalizationOf } from '../normalizations/catalogue';
import { activationMoments } from '../theory/layer-map';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { FIELDS } from '../experiment/fields';
import type { Finding, FixChange } from './finding';
import { INITIALIZATION_RECORDS } from '../experiment/choices';
import { laneTheory, type LaneTheory } from './lane-theory';
import { valueAt } from '../experiment/paths';
import { shortNumber, varianceByLast } from './recipe-words';
import { seluFindings } from './selu-findings';
import type { Moments } from '../theory/moments';

/** The findings of one lane; those that concern data or training alike for every lane they touch. */
export function checkRecipe(lane: CompleteRecipe, experiment: CompleteExperiment): Finding[] {
  const theory = laneTheory(lane, experiment);
  if (!theory) return [];
  const own = lane.activation === 'selu' ? seluFindings(lane, experiment, theory) : [];
  const others = [fadingRelu, foreignAlphaDropout, varianceShift].map((check) => check(lane, theory));
  return [...own, ...others.filter((finding) => finding !== null)];
}

/** Returns the changes of a fix, field by field: [path, value], with 'lane.' before what is the lane's own. */
export function fixedFields(change: FixChange): [string, unknown][] {
  return FIELDS.map(({ path }): [string, unknown] => [path, valueAt(change, path)]).filter(([, value]) => value !== undefined);
}

/** A layer of ReLU keeps half of the second moment, which He's 2/fan-in makes up for. */
function fadingRelu(lane: CompleteRecipe, theory: LaneTheory): Finding | null {
  const { activation, initialization, gain, normalization, block } = lane;
  if (activation !== 'relu' && activation !== 'leaky-relu') return null;
  if (activationStatistics(normalization) || block !== 'plain') return null;
  // He et al. 2015, equation (14): (1 + α²)/2 of the second moment is left.
  const slope = activation === 'relu' ? 0 : theory.constants.alpha;
  const kept = (theory.tau.hidden * (1 + slope * slope)) / 2;
  if (kept > 0.9) return null;
  const right = Number((1 / Math.sqrt(1 + slope * slope)).toPrecision(3));
  const factor = Math.abs(kept - 0.5) < 1e-3 ? 'halves' : `leaves ${shortNumber(kept)} of`;
  return {
    field: theory.tau.hidden === 2 * gain * gain ? 'lane.gain' : 'lane.initialization',
    title: `${activationOf(activation).label} with ${INITIALIZATION_RECORDS[initialization].label}${gain === 1 ? '' : ` × ${shortNumber(gain)}`}`,
    consequence: `${activationOf(activation).label} ${factor} the second moment in each layer: ${varianceByLast(theory.initialized())}.`,
    fix: {
      label: `${INITIALIZATION_RECORDS['he-normal'].label}${right === 1 ? '' : ` × ${shortNumber(right)}`}`,
      change: { lane: { initialization: 'he-normal', gain: right } },
    },
  };
}

/** Means and variances that differ by less are equal. */
const SAME = 0.01;

/** Alpha dropout keeps the mean and variance that SELU's layers have, and theirs alone. */
function foreignAlphaDropout({ activation, dropout }: CompleteRecipe, theory: LaneTheory): Finding | null {
  if (activation === 'selu' || dropout.kind !== 'alpha' || !theory.dropout) return null;
  const before = theory.firstLayer(null);
  const after = theory.firstLayer(theory.dropout);
  // What was just normalised, or is linear, has what it keeps.
  if (Math.abs(after.mean - before.mean) < SAME && Math.abs(after.variance - before.variance) < SAME) return null;
  const name = activationOf(activation).label;
  return {
    field: 'lane.dropout.kind',
    title: `Alpha dropout with ${name}`,
    consequence: `${floorClause(name, theory)} and keeps only mean 0 and variance 1: the first layer’s ${inWords(before)} become ${inWords(after)}.`,
    fix: { label: 'Standard dropout', change: { lane: { dropout: { kind: 'standard' } } } },
  };
}

const inWords = ({ mean, variance }: Moments) =>
  `mean ${shortNumber(Math.abs(mean) < 1e-9 ? 0 : mean)} and variance ${shortNumber(variance)}`;

/** Where dropped units go, before a and b, and where the activation itself ends. */
function floorClause(name: string, { constants: { alpha, lambda }, activation }: LaneTheory): string {
  const dropped = `It sets units to −λα = ${shortNumber(-lambda * alpha)}`;
  const [far, farther] = [activation(-1e3), activation(-2e3)];
  if (Math.abs(far - farther) > 1e-9) return `${dropped}, though ${name} has no floor,`;
  return Math.abs(far + lambda * alpha) < 1e-9
    ? dropped
    : `${dropped}, though ${name} ends at ${shortNumber(far === 0 ? 0 : far)} far to the left,`;
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
  return {
    field: 'lane.dropout.kind',
    title: `${label} with dropout`,
    consequence: `Nothing is dropped in evaluation, so what reaches the second layer’s normalisation has ${shortNumber(reaching(evaluated) / reaching(trained))} times the variance that its running averages were taken from (Li et al. 2018).`,
    fix: { label: 'No dropout', change: { lane: { dropout: { kind: 'none' } } } },
  };
}
