/** A recipe's live numbers: what may change while a lane trains, from the experiment to what the kernels read. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { RecipeError } from '../experiment/errors';
import type { DropoutParameters, LaneParameters } from '../kernels/lane-parameters';
import { BINS } from '../kernels/layer-statistics';
import { dropoutInForce, solvedConstants } from '../theory/in-force';

/** A slope below this share of the activation's largest counts as saturated. */
const SATURATION_SHARE = 0.05;
/** The histogram reaches this many of the target's standard deviations to either side of its mean. */
const HISTOGRAM_REACH = 5;

/** The α and λ in force. Throws a RecipeError where there are none for the target. */
export function constantsInForce(recipe: CompleteRecipe): ActivationParameters {
  const solved = solvedConstants(recipe);
  if (solved) return solved;
  const { mean, variance } = recipe.fixedPoint;
  throw new RecipeError('fixedPoint', `no α and λ make (${mean}, ${variance}) a fixed point of SELU`);
}

/** Where the lane's histograms begin and end: the target's mean ± 5 standard deviations. */
export function histogramRange({ fixedPoint }: CompleteRecipe): { low: number; high: number } {
  const reach = HISTOGRAM_REACH * Math.sqrt(fixedPoint.variance);
  return { low: fixedPoint.mean - reach, high: fixedPoint.mean + reach };
}

function dropoutParameters(recipe: CompleteRecipe, constants: ActivationParameters): DropoutParameters {
  const { scale, shift, dropped } = dropoutInForce(recipe, constants) ?? { scale: 1, shift: 0, dropped: 0 };
  return { rate: recipe.dropout.kind === 'none' ? 0 : recipe.dropout.rate, scale, shift, dropped };
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
