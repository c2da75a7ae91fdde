/** A recipe's live numbers: what may change while a lane trains, from the experiment to what the kernels read. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { RecipeError } from '../experiment/errors';
import type { DropoutParameters, LaneParameters } from '../kernels/lane-parameters';
import { BINS } from '../kernels/layer-statistics';
import { alphaDropout } from '../theory/alpha-dropout';
import { solveFixedPoint } from '../theory/fixed-point';

/** A slope below this share of the activation's largest counts as saturated. */
const SATURATION_SHARE = 0.05;
/** The histogram reaches this many of the target's standard deviations to either side of its mean. */
const HISTOGRAM_REACH = 5;

/** The α and λ in force: SELU's solved for the target fixed point, ELU's and leaky ReLU's α as given. Throws a RecipeError. */
export function constantsInForce(recipe: CompleteRecipe): ActivationParameters {
  const { activation, alpha, fixedPoint } = recipe;
  const { parameters } = activationOf(activation);
  if (activation === 'elu' || activation === 'leaky-relu') return { ...parameters, alpha };
  // The default target has its constants written out to the last digit.
  if (activation !== 'selu' || (fixedPoint.mean === 0 && fixedPoint.variance === 1)) return parameters;
  const solved = solveFixedPoint(fixedPoint);
  if (!solved) {
    const { mean, variance } = fixedPoint;
    throw new RecipeError('fixedPoint', `no α and λ make (${mean}, ${variance}) a fixed point of SELU`);
  }
  return solved;
}

/** Where the lane's histograms begin and end: the target's mean ± 5 standard deviations. */
export function histogramRange({ fixedPoint }: CompleteRecipe): { low: number; high: number } {
  const reach = HISTOGRAM_REACH * Math.sqrt(fixedPoint.variance);
  return { low: fixedPoint.mean - reach, high: fixedPoint.mean + reach };
}

export function dropoutParameters({ dropout, fixedPoint }: CompleteRecipe, constants: ActivationParameters): DropoutParameters {
  const { kind, rate } = dropout;
  if (kind === 'none') return { rate: 0, scale: 1, shift: 0, dropped: 0 };
  if (kind === 'standard') return { rate, scale: 1 / (1 - rate), shift: 0, dropped: 0 };
  const { a, b, dropped } = alphaDropout(rate, fixedPoint, constants);
  return { rate, scale: a, shift: b, dropped };
}

export function laneParameters(recipe: CompleteRecipe, training: CompleteExperiment['training']): LaneParameters {
  const constants = constantsInForce(recipe);
  const { low, high } = histogramRange(recipe);
  const { learningRate, weightDecay, momentum, beta1, beta2, epsilon, seed } = training;
  return {
    ...constants,
    dropout: dropoutParameters(recipe, constants),
    learningRate,
    weightDecay,
    momentum,
    beta1,
    beta2,
    epsilon,
    seed,
    saturation: SATURATION_SHARE * activationOf(recipe.activation).largestSlope(constants),
    histogram: { low, binsPerUnit: BINS / (high - low) },
  };
}
