/**
 * Three methods for a fixed point with mean 0 and variance σ²:
 *
 *   solved          α and λ solved for the fixed point, which gives a different function
 *   scaled-output   σ·selu(z), with initial weights and biases divided by σ
 *   scaled-units    σ·selu(z/σ), with the usual initial weights and biases
 *
 * In plain layers without batch or layer normalisation, the last two are the network of (0, 1) in units of σ before training. A block
 * adds values in different units, and a normalisation sets its own units. Both would change the network, so they are not allowed.
 */
import { normalizationOf } from '../normalizations/catalogue';
import { BLOCK_RECORDS } from './choices';
import type { CompleteRecipe } from './experiment';

type Scaling = Partial<Pick<CompleteRecipe, 'activation' | 'realization' | 'fixedPoint'>>;

/** Returns the method by which a recipe's SELU reaches its target. */
export function realizationOf({ activation, realization }: Scaling): CompleteRecipe['realization'] {
  return activation === 'selu' && realization ? realization : 'solved';
}

/** Returns why a recipe cannot use a scaled SELU, as a clause without a full stop; null if it can. */
export function realizationRefusal({
  block,
  normalization,
  fixedPoint,
}: Pick<CompleteRecipe, 'block' | 'normalization' | 'fixedPoint'>): string | null {
  // At variance 1, the scale is 1 and changes nothing.
  if (fixedPoint.variance === 1) return null;
  if (block !== 'plain') return `a ${BLOCK_RECORDS[block].label.toLowerCase()} block adds values in different units`;
  const { label, normalizes } = normalizationOf(normalization);
  if (normalizes === 'activations') return `${label.toLowerCase()} sets its own units`;
  return null;
}

/** Returns the τ = n·Var[w] at which a recipe's SELU has its fixed point. */
export function idealTau(recipe: Scaling): number {
  return realizationOf(recipe) === 'scaled-output' && recipe.fixedPoint ? 1 / recipe.fixedPoint.variance : 1;
}

/** Returns the factor for the initialiser's standard deviation in hidden layers. */
export function initialGain(recipe: Pick<CompleteRecipe, 'gain'> & Scaling): number {
  return recipe.gain * Math.sqrt(idealTau(recipe));
}

/** Returns how the initial weights and biases of a hidden layer are drawn. The output layer, which has no SELU, uses the recipe's own. */
export function hiddenDraw(recipe: Pick<CompleteRecipe, 'initialization' | 'gain'> & Scaling): {
  initialization: CompleteRecipe['initialization'];
  gain: number;
  biasGain: number;
} {
  return { initialization: recipe.initialization, gain: initialGain(recipe), biasGain: Math.sqrt(idealTau(recipe)) };
}
