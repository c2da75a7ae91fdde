/** Converts the numbers of a recipe that may change during training into the values that the kernels read. */
import { activationOf, type ActivationParameters } from '../../activations/catalogue';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import type { DropoutParameters, Hyperparameters } from '../kernels/hyperparameter-buffer';
import { BINS } from '../kernels/statistics/layer-statistics';
import { requireConstants, resolveDropout } from '../../predictions/resolved-constants';

/** A slope below this share of the activation's largest slope counts as saturated. */
const SATURATION_SHARE = 0.05;
/** Half the width of the histogram, in standard deviations of the target. */
const HISTOGRAM_DEVIATIONS = 5;

/** Returns the limits of a lane's histograms: the target's mean ± 5 standard deviations. */
export function histogramRange({ fixedPoint }: CompleteRecipe): { low: number; high: number } {
  const halfWidth = HISTOGRAM_DEVIATIONS * Math.sqrt(fixedPoint.variance);
  return { low: fixedPoint.mean - halfWidth, high: fixedPoint.mean + halfWidth };
}

function dropoutParameters(recipe: CompleteRecipe, constants: ActivationParameters): DropoutParameters {
  const { scale, shift, dropped } = resolveDropout(recipe, constants) ?? { scale: 1, shift: 0, dropped: 0 };
  return { rate: recipe.dropout.kind === 'none' ? 0 : recipe.dropout.rate, scale, shift, dropped };
}

/** Returns the hyperparameters of a lane. Throws a RecipeError if the activation has no constants for the recipe's target. */
export function hyperparametersOf(recipe: CompleteRecipe, training: CompleteExperiment['training']): Hyperparameters {
  const constants = requireConstants(recipe);
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
