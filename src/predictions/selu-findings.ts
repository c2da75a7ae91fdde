/** The findings that concern self-normalisation in a SELU lane. */
import { momentMapJacobian, spectralRadius } from '../theory/moment-map';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import type { Finding } from './finding';
import { INITIALIZATION_RECORDS, optimizerUses } from '../experiment/choices';
import { normalizationOf } from '../normalizations/catalogue';
import type { LaneTheory } from './lane-theory';
import { layerCount, shortNumber, varianceByLast } from './recipe-words';

/** A variance within this share of the target has reached it. */
const NEAR = 0.05;

type Check = (lane: CompleteRecipe, experiment: CompleteExperiment, theory: LaneTheory) => Finding | null;

/** τ, the variance of a weight × fan-in, is not 1: He, PyTorch's default, a gain; in the first layer alone: Glorot, orthogonal. */
const weights: Check = (lane, _, theory) => {
  const { initialization, gain, depth, fixedPoint } = lane;
  const { tau, idealTau, bounds } = theory;
  const start = theory.initialized();
  const title = `SELU with ${INITIALIZATION_RECORDS[initialization].label}${gain === 1 ? '' : ` × ${shortNumber(gain)}`}`;
  // Only weights that sum to 0 in every unit keep a mean that is not 0.
  const name = fixedPoint.mean === 0 ? 'lecun-normal' : 'lecun-exact';
  const finding = (consequence: string): Finding => ({
    field: gain !== 1 && Math.abs(tau.hidden / idealTau - gain * gain) < 1e-9 ? 'lane.gain' : 'lane.initialization',
    title,
    consequence,
    fix: {
      label: `${INITIALIZATION_RECORDS[name].label}${gain === 1 ? '' : ', gain 1'}`,
      change: { lane: { initialization: name, gain: 1 } },
    },
  });
  if (Math.abs(tau.hidden / idealTau - 1) > 1e-9 && depth > 1) {
    const is = `τ is ${shortNumber(tau.hidden)}, not ${shortNumber(idealTau)}`;
    if (tau.hidden >= bounds.high)
      return finding(`${is}; from ${shortNumber(bounds.high)} on there is no fixed point: ${varianceByLast(start)}.`);
    if (tau.hidden <= bounds.low)
      return finding(`${is}; up to ${shortNumber(bounds.low)} the only fixed point is 0: ${varianceByLast(start)}.`);
    const end = theory.limit(tau.hidden);
    return finding(`${is}: ${varianceByLast(start)}${end ? `, on its way to ${shortNumber(end.variance)}` : ''}.`);
  }
  const [{ variance }] = start;
  const ideal = theory.ideal(null)[0].variance;
  if (Math.abs(tau.first / idealTau - 1) < 1e-9 || Math.abs(variance / ideal - 1) < NEAR) return null;
  const back = start.findIndex((layer) => Math.abs(layer.variance / fixedPoint.variance - 1) < NEAR);
  const later =
    back >= 0
      ? `layer ${back + 1} is the first within 5 % of ${shortNumber(fixedPoint.variance)}`
      : `by layer ${depth} it is ${shortNumber(start.at(-1)?.variance ?? NaN)}`;
  return finding(
    `τ of the first layer is ${shortNumber(tau.first)}, not ${shortNumber(idealTau)}: it leaves a variance of ${shortNumber(variance)}; ${later}.`,
  );
};

/** A mean that is not 0 is second moment to the next layer, unless every unit's weights sum to 0. */
const keptMean: Check = ({ fixedPoint, initialization, gain }, _, theory) => {
  if (fixedPoint.mean === 0 || initialization === 'lecun-exact' || gain !== 1 || theory.tau.hidden !== 1) return null;
  const { variance } = fixedPoint;
  const end = theory.limit(1);
  if (end && Math.abs(end.variance / variance - 1) < NEAR) return null;
  return {
    field: 'lane.initialization',
    title: 'A target mean that these weights do not keep',
    consequence: `The mean adds variance wherever a unit’s weights do not sum to 0: ${varianceByLast(theory.ideal(null))}, where the target is ${shortNumber(variance)}.`,
    fix: { label: INITIALIZATION_RECORDS['lecun-exact'].label, change: { lane: { initialization: 'lecun-exact' } } },
  };
};

/** Units set to 0 and scaled by 1/q act like τ = 1/q. */
const ordinaryDropout: Check = ({ dropout }, _, theory) => {
  if (dropout.kind !== 'standard' || dropout.rate === 0) return null;
  const end = theory.limit(theory.idealTau, theory.dropout);
  const reached = varianceByLast(theory.ideal(theory.dropout));
  const most = theory.bounds.dropout;
  const acts = theory.centred ? 'adds variance' : `acts like τ = ${shortNumber(theory.idealTau / (1 - dropout.rate))}`;
  const settles = end ? ` and settles layers at mean ${shortNumber(end.mean)}, variance ${shortNumber(end.variance)}` : '';
  const consequence =
    dropout.rate < most
      ? `A rate of ${shortNumber(dropout.rate)} ${acts}${settles}: ${reached}.`
      : `A rate of ${shortNumber(dropout.rate)} ${acts}; from ${shortNumber(most)} on there is no fixed point: ${reached}.`;
  return {
    field: 'lane.dropout.kind',
    title: 'Ordinary dropout with SELU',
    consequence,
    fix: { label: 'Alpha dropout', change: { lane: { dropout: { kind: 'alpha' } } } },
  };
};

/** Inputs at another scale are brought back, over so many layers. */
const inputs: Check = ({ fixedPoint, depth }, { dataset }, theory) => {
  if (dataset.standardize) return null;
  const { variance } = fixedPoint;
  const cases = [0.1, 10].map((share) => {
    const found = theory.ideal(null, share * variance).findIndex((layer) => Math.abs(layer.variance / variance - 1) < NEAR);
    return `${found < 0 ? `more than the ${layerCount(depth)} there are` : layerCount(found + 1)} from ${shortNumber(share * variance)}`;
  });
  return {
    field: 'dataset.standardize',
    title: 'Inputs that are not standardised',
    consequence: `Layers must first bring the inputs’ second moment to a variance within 5 % of ${shortNumber(variance)}: that takes ${cases.join(', and ')}.`,
    fix: { label: 'Standardise inputs', change: { dataset: { standardize: true } } },
  };
};

/** Where τ is said to have got to. */
const DECAYED = 0.8;

/** What decay alone would do; the gradient keeps weights up as well. */
const weightDecay: Check = ({ normalization }, { training }, theory) => {
  const { optimizer, learningRate, momentum, weightDecay: decay } = training;
  // Weight normalisation holds τ at γ², which does not decay.
  if (decay === 0 || learningRate === 0 || normalizationOf(normalization).normalizes === 'weights') return null;
  const end = theory.limit(DECAYED * theory.idealTau);
  const settling = end ? `layers settle at a variance of ${shortNumber(end.variance)}` : 'no layers settle';
  const tau = shortNumber(DECAYED * theory.idealTau);
  const ends = `${settling}; below τ = ${shortNumber(theory.bounds.low)} they die out`;
  // A running sum of gradients takes each of them 1/(1 − momentum) times.
  const rate = decay * learningRate * (optimizerUses(optimizer, 'momentum') ? 1 / (1 - momentum) : 1);
  const steps = Math.max(1, Math.ceil(Math.log(DECAYED) / (2 * Math.log(Math.abs(1 - rate)))));
  const after = `${steps.toLocaleString('en-GB')} ${steps === 1 ? 'step' : 'steps'}`;
  const consequence =
    optimizer === 'adam'
      ? `Decay lowers τ, how fast depends on the gradients that Adam divides it by: at ${tau} ${ends}.`
      : `Decay by itself has τ at ${tau} after ${after}: there ${ends}.`;
  return {
    field: 'training.weightDecay',
    title: 'Weight decay',
    consequence,
    fix: { label: 'Weight decay 0', change: { training: { weightDecay: 0 } } },
  };
};

/**
 * Standard deviation over seeds of the last layer's variance, by width: simulated at the start, 32 layers of SELU with LeCun
 * normal.
 */
const SPREAD: readonly (readonly [width: number, spread: number])[] = [
  [16, 0.4],
  [32, 0.17],
  [64, 0.11],
  [256, 0.02],
];
const NARROW = 32;
const WIDER = 64;

/** The central limit theorem, which makes pre-activations normal, asks for many units. */
const narrow: Check = ({ width }) => {
  if (width >= NARROW) return null;
  const table = SPREAD.map(([units, spread]) => `${spread} at ${units}`).join(', ');
  return {
    field: 'lane.width',
    title: `${width} units a layer`,
    consequence: `Pre-activations of so few units are not normal, and the variance wanders: its standard deviation over seeds after 32 layers, simulated by width, is ${table}.`,
    fix: { label: `Width ${WIDER}`, change: { lane: { width: WIDER } } },
  };
};

/** Not wrong, but standardised inputs are somewhere else. */
const target: Check = ({ fixedPoint }, { dataset }, { constants, idealTau }) => {
  const { mean, variance } = fixedPoint;
  if (!dataset.standardize || (mean === 0 && variance === 1)) return null;
  const rho = spectralRadius(momentMapJacobian(fixedPoint, { ...constants, omega: 0, tau: idealTau }));
  return {
    field: mean === 0 ? 'lane.fixedPoint.variance' : 'lane.fixedPoint.mean',
    title: `Inputs at (0, 1), target at (${shortNumber(mean)}, ${shortNumber(variance)})`,
    consequence: `A layer leaves ρ = ${shortNumber(rho)} of a deviation: the layers converge to the target; the gap shrinks threefold about every ${layerCount(Math.max(1, Math.round(1 / Math.log(1 / rho))))}.`,
    fix: { label: 'Target (0, 1)', change: { lane: { fixedPoint: { mean: 0, variance: 1 } } } },
  };
};

/** T = σ(b) at the start, with the bias that Srivastava et al. 2015 begin with. */
const GATE = 1 / (1 + Math.exp(2));

/** The map of a plain layer says nothing where what enters is added to what leaves. */
const blocks: Check = ({ block, depth, fixedPoint: { mean, variance } }, _, theory) => {
  if (block === 'plain' || depth === 1) return null;
  const second = variance + mean * mean;
  const consequence =
    block === 'residual'
      ? `A block adds its input before the second activation: at the fixed point a pre-activation of variance ${shortNumber((theory.tau.hidden + 1) * second)} comes there, where a plain layer has ${shortNumber(theory.tau.hidden * second)}.`
      : `The gates start at T = ${shortNumber(GATE)}: of a variance of 1 that enters a layer, (1 − T)² + T² = ${shortNumber((1 - GATE) ** 2 + GATE ** 2)} leaves it.`;
  return {
    field: 'lane.block',
    title: `SELU in ${block} blocks`,
    consequence,
    fix: { label: 'Plain layers', change: { lane: { block: 'plain' } } },
  };
};

const normalization: Check = ({ normalization: kind, fixedPoint }, _, theory) => {
  const { label, normalizes } = normalizationOf(kind);
  if (normalizes !== 'activations') return null;
  const { mean, variance } = theory.firstLayer(null);
  const zero = Math.abs(mean) < 1e-4 ? 0 : mean;
  return {
    field: 'lane.normalization',
    title: `SELU with ${label.toLowerCase()}`,
    consequence: `Redundant normalisation: every layer already has mean ${shortNumber(zero)}, variance ${shortNumber(variance)}, and SELU would bring it to (${shortNumber(fixedPoint.mean)}, ${shortNumber(fixedPoint.variance)}) by itself.`,
    fix: { label: 'No normalisation', change: { lane: { normalization: 'none' } } },
  };
};

/**
 * Returns the findings. Each assumes that everything else is correct. With a normalisation or blocks, the moment map of plain layers
 * does not apply, so only those findings are returned.
 */
export function seluFindings(lane: CompleteRecipe, experiment: CompleteExperiment, theory: LaneTheory): Finding[] {
  const first = [normalization, blocks];
  const mapped = [weights, keptMean, ordinaryDropout, inputs, weightDecay, narrow, target];
  const run = (checks: readonly Check[]) =>
    checks.map((check) => check(lane, experiment, theory)).filter((finding) => finding !== null);
  const before = run(first);
  return before.length > 0 ? before : run(mapped);
}
