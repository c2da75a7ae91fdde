/** The texts of the recipe check: title, consequence and the label of the fix, for each finding. Numbers come from theory. */
import { activationOf, type ActivationName } from '../activations/catalogue';
import { DROPOUT_RECORDS, INITIALIZATION_RECORDS, type InitializationName } from '../experiment/choices';
import type { Moments } from '../theory/moments';
import type { PooledLayer } from '../theory/pooled';
import { layerCount, shortNumber } from './recipe-words';

export interface FindingTexts {
  title: string;
  /** The consequence, in numbers. */
  consequence: string;
  /** Label of the button that applies the fix. */
  fix: string;
}

/** The parts of sentences that several findings share, or that a test looks up. They take formatted numbers. */
export const CLAUSES = {
  tau: (tau: string) => `τ = ${tau}`,
  explodesAbove: (bound: string) => `above ${bound} ${CLAUSES.explodes}`,
  explodes: 'the signal explodes',
  vanishesBelow: (bound: string) => `below ${bound} the signal vanishes`,
  overflowsAt: (layer: string) => `the signal overflows at layer ${layer}`,
  varianceAt: (layer: number, variance: string) => `by layer ${layer} the variance is ${variance}`,
  approaching: (variance: string) => `approaching ${variance}`,
  convergeTo: (variance: string) => `layers converge to a variance of ${variance}`,
  decaysTo: (tau: string, steps: string) => `lowers τ to ${tau} in ${steps}`,
  leavesOfGap: (rho: string) => `ρ = ${rho} of the gap`,
  shrinksEvery: (layers: string) => `shrinks threefold about every ${layers}`,
  droppedUnits: (value: string) => `sets dropped units to −λα = ${value}`,
  farLeft: (activation: string, value: string) => `${activation} is ${value} for large negative inputs`,
  becomes: (before: string, after: string) => `${before} become ${after}`,
  timesTheVariance: (factor: string) => `${factor} times the variance`,
};

/** Titles without a number, by which a test finds its finding. */
export const TITLES = {
  keptMean: 'Weights that do not keep the target mean',
  dropout: 'Standard dropout with SELU',
  inputs: 'Inputs that are not standardised',
  weightDecay: 'Weight decay',
};

const initializer = (name: InitializationName) => INITIALIZATION_RECORDS[name].label;
const withGain = (name: InitializationName, gain: number) => initializer(name) + (gain === 1 ? '' : ` × ${shortNumber(gain)}`);
const pointInWords = ({ mean, variance }: Moments) => `(${shortNumber(mean)}, ${shortNumber(variance)})`;
const momentsInWords = ({ mean, variance }: Moments) =>
  `mean ${shortNumber(Math.abs(mean) < 1e-9 ? 0 : mean)} and variance ${shortNumber(variance)}`;

/** Returns 'by layer 32 the variance is 106' for the last layer, or the layer at which the signal overflows. */
function varianceByLast(layers: readonly PooledLayer[]): string {
  const lost = layers.findIndex(({ variance }) => Number.isNaN(variance));
  if (lost >= 0) return CLAUSES.overflowsAt(String(lost + 1));
  return CLAUSES.varianceAt(layers.length, shortNumber(layers.at(-1)?.variance ?? NaN));
}

/** Returns 'The weights are twice too strong (τ = 2 instead of 1)'. */
function weightStrength(subject: string, tau: number, ideal: number): string {
  const strength = tau < ideal ? 'too weak' : tau === 2 * ideal ? 'twice too strong' : 'too strong';
  return `${subject} are ${strength} (${CLAUSES.tau(shortNumber(tau))} instead of ${shortNumber(ideal)})`;
}

interface WeightsCase {
  initialization: InitializationName;
  gain: number;
  tau: number;
  idealTau: number;
  recommended: InitializationName;
}

const weightTexts = ({ initialization, gain, recommended }: WeightsCase, consequence: string): FindingTexts => ({
  title: `SELU with ${withGain(initialization, gain)}`,
  consequence,
  fix: initializer(recommended) + (gain === 1 ? '' : ', gain 1'),
});

/** Returns the texts for weights with a τ above `high`, where no fixed point exists. */
export function explodingWeights(of: WeightsCase, high: number, layers: readonly PooledLayer[]): FindingTexts {
  const explodes = CLAUSES.explodesAbove(shortNumber(high));
  return weightTexts(of, `${weightStrength('The weights', of.tau, of.idealTau)}; ${explodes}: ${varianceByLast(layers)}.`);
}

/** Returns the texts for weights with a τ below `low`, where 0 is the only fixed point. */
export function vanishingWeights(of: WeightsCase, low: number, layers: readonly PooledLayer[]): FindingTexts {
  const vanishes = CLAUSES.vanishesBelow(shortNumber(low));
  return weightTexts(of, `${weightStrength('The weights', of.tau, of.idealTau)}; ${vanishes}: ${varianceByLast(layers)}.`);
}

/** Returns the texts for weights with another fixed point than the target; `limit` is null if layers converge too slowly. */
export function shiftedWeights(of: WeightsCase, limit: Moments | null, layers: readonly PooledLayer[]): FindingTexts {
  const approaching = limit ? `, ${CLAUSES.approaching(shortNumber(limit.variance))}` : '';
  return weightTexts(of, `${weightStrength('The weights', of.tau, of.idealTau)}: ${varianceByLast(layers)}${approaching}.`);
}

/**
 * Returns the texts for a wrong τ in the first layer only.
 *
 * @param back index of the first layer within 5 % of the target variance; −1 if there is none
 */
export function firstLayerWeights(
  of: WeightsCase,
  layers: readonly PooledLayer[],
  back: number,
  target: Moments,
): FindingTexts {
  const later =
    back >= 0 ? `layer ${back + 1} is the first within 5 % of ${shortNumber(target.variance)}` : varianceByLast(layers);
  const strength = weightStrength('The first layer’s weights', of.tau, of.idealTau);
  return weightTexts(of, `${strength}: its output has a variance of ${shortNumber(layers[0].variance)}; ${later}.`);
}

export function lostMean(target: Moments, layers: readonly PooledLayer[]): FindingTexts {
  return {
    title: TITLES.keptMean,
    consequence: `Only weights that sum to 0 in every unit keep a mean other than 0. With these, the mean adds variance: ${varianceByLast(layers)}; the target is ${shortNumber(target.variance)}.`,
    fix: initializer('lecun-exact'),
  };
}

/**
 * @param tau the τ that the dropout acts like; null for centred weights, where it does not act like a τ
 * @param most the rate from which no fixed point exists
 */
export function standardDropout(
  rate: number,
  tau: number | null,
  most: number,
  limit: Moments | null,
  layers: readonly PooledLayer[],
): FindingTexts {
  const acts = `A dropout rate of ${shortNumber(rate)} ${tau === null ? 'adds variance' : `acts like ${CLAUSES.tau(shortNumber(tau))}`}`;
  const converge = limit ? `layers converge to ${momentsInWords(limit)}; ` : '';
  return {
    title: TITLES.dropout,
    consequence:
      rate < most
        ? `${acts}: ${converge}${varianceByLast(layers)}.`
        : `${acts}; ${CLAUSES.explodesAbove(`a rate of ${shortNumber(most)}`)}: ${varianceByLast(layers)}.`,
    fix: DROPOUT_RECORDS.alpha.label,
  };
}

/** @param cases second moments of inputs, each with the number of layers it needs, −1 for more than `depth` */
export function unstandardizedInputs(
  target: Moments,
  depth: number,
  cases: readonly { second: number; layers: number }[],
): FindingTexts {
  const needed = cases.map(
    ({ second, layers }) =>
      `${layers < 0 ? `more than ${layerCount(depth)}` : layerCount(layers)} from a second moment of ${shortNumber(second)}`,
  );
  return {
    title: TITLES.inputs,
    consequence: `The layers must first bring the inputs to a variance within 5 % of ${shortNumber(target.variance)}. That takes ${needed.join(', and ')}.`,
    fix: 'Standardise inputs',
  };
}

/** @param steps number of steps until decay alone lowers τ to `tau`; null for Adam, where it depends on the gradients */
export function decayingWeights(tau: number, steps: number | null, limit: Moments | null, low: number): FindingTexts {
  const lowers =
    steps === null
      ? 'Weight decay lowers τ; how fast depends on the gradients, because Adam divides it by them.'
      : `Weight decay alone ${CLAUSES.decaysTo(shortNumber(tau), `${steps.toLocaleString('en-GB')} ${steps === 1 ? 'step' : 'steps'}`)}.`;
  const ends = limit ? CLAUSES.convergeTo(shortNumber(limit.variance)) : 'layers do not converge';
  return {
    title: TITLES.weightDecay,
    consequence: `${lowers} At ${CLAUSES.tau(shortNumber(tau))} ${ends}; ${CLAUSES.vanishesBelow(CLAUSES.tau(shortNumber(low)))}.`,
    fix: 'Weight decay 0',
  };
}

/** @param spread standard deviation over seeds of the variance after 32 layers, by width */
export function narrowLayers(
  width: number,
  wider: number,
  spread: readonly (readonly [width: number, spread: number])[],
): FindingTexts {
  const table = spread.map(([units, deviation]) => `${deviation} at ${units}`).join(', ');
  return {
    title: `${width} units per layer`,
    consequence: `Sums over ${width} units are not normally distributed, so the variance depends on the seed. Simulated standard deviation over seeds after 32 layers, by width: ${table}.`,
    fix: `Width ${wider}`,
  };
}

export function distantTarget(target: Moments, rho: number): FindingTexts {
  const layers = layerCount(Math.max(1, Math.round(1 / Math.log(1 / rho))));
  return {
    title: `Inputs at (0, 1), target at ${pointInWords(target)}`,
    consequence: `The layers converge to the target. Each leaves a share ${CLAUSES.leavesOfGap(shortNumber(rho))}, which ${CLAUSES.shrinksEvery(layers)}.`,
    fix: 'Target (0, 1)',
  };
}

/** @param plain variance of a plain layer's pre-activations at the fixed point */
export function residualBlocks(plain: number, withInput: number): FindingTexts {
  return {
    title: 'SELU in residual blocks',
    consequence: `A block adds its input before the second activation. At the fixed point, the pre-activations there have a variance of ${shortNumber(withInput)}; a plain layer’s have ${shortNumber(plain)}.`,
    fix: 'Plain layers',
  };
}

/** @param gate the gates' value T before training */
export function highwayBlocks(gate: number): FindingTexts {
  return {
    title: 'SELU in highway blocks',
    consequence: `The gates start at T = ${shortNumber(gate)}: a layer reduces an input variance of 1 to (1 − T)² + T² = ${shortNumber((1 - gate) ** 2 + gate ** 2)}.`,
    fix: 'Plain layers',
  };
}

export function redundantNormalization(label: string, normalized: Moments, target: Moments): FindingTexts {
  const mean = Math.abs(normalized.mean) < 1e-4 ? 0 : normalized.mean;
  return {
    title: `SELU with ${label.toLowerCase()}`,
    consequence: `Redundant normalisation: every layer already has ${momentsInWords({ ...normalized, mean })}, and SELU alone would bring it to ${pointInWords(target)}.`,
    fix: 'No normalisation',
  };
}

/** @param kept share of the second moment that a layer keeps */
export function fadingLayers(
  activation: ActivationName,
  recipe: { initialization: InitializationName; gain: number },
  kept: number,
  layers: readonly PooledLayer[],
  rightGain: number,
): FindingTexts {
  const { label } = activationOf(activation);
  const factor = Math.abs(kept - 0.5) < 1e-3 ? 'halves' : `keeps ${shortNumber(kept)} of`;
  return {
    title: `${label} with ${withGain(recipe.initialization, recipe.gain)}`,
    consequence: `${label} ${factor} the second moment in each layer: ${varianceByLast(layers)}.`,
    fix: withGain('he-normal', rightGain),
  };
}

/**
 * @param dropped −λα, the value to which alpha dropout sets dropped units
 * @param farLeft limit of the activation for large negative inputs; null if there is none
 */
export function foreignDropout(
  activation: ActivationName,
  dropped: number,
  farLeft: number | null,
  before: Moments,
  after: Moments,
): FindingTexts {
  const { label } = activationOf(activation);
  const but =
    farLeft === null
      ? `, but ${label} has no lower limit`
      : Math.abs(farLeft - dropped) < 1e-9
        ? ''
        : `, but ${CLAUSES.farLeft(label, shortNumber(farLeft === 0 ? 0 : farLeft))}`;
  return {
    title: `Alpha dropout with ${label}`,
    consequence: `It ${CLAUSES.droppedUnits(shortNumber(dropped))}${but}. It keeps only mean 0 and variance 1: the first layer’s ${CLAUSES.becomes(momentsInWords(before), momentsInWords(after))}.`,
    fix: DROPOUT_RECORDS.standard.label,
  };
}

/** @param factor variance in evaluation, divided by that in training */
export function shiftedVariance(normalization: string, factor: number): FindingTexts {
  return {
    title: `${normalization} with dropout`,
    consequence: `Dropout is off in evaluation, so the input of the second layer’s normalisation has ${CLAUSES.timesTheVariance(shortNumber(factor))} that its running averages were estimated from (Li et al. 2018).`,
    fix: 'No dropout',
  };
}
