/**
 * Ways to a fixed point of variance σ² at mean 0. Solved for it, α and λ make another function. Or the SELU of (0, 1) is measured in
 * other units: σ·selu(z) with initial weights and biases divided by σ, or σ·selu(z/σ) with both as they are. In plain layers that
 * neither batch nor layer normalisation touches these are one network, that of (0, 1) in units of σ, until training parts them. A
 * block adds what was not divided to what was, and such a normalisation brings units of its own: there other units would be another
 * network, and are refused.
 */
import { normalizationOf } from '../normalizations/catalogue';
import { BLOCK_RECORDS } from './choices';
import type { CompleteRecipe } from './experiment';

type Scaling = Partial<Pick<CompleteRecipe, 'activation' | 'realization' | 'fixedPoint'>>;

/** How a recipe's SELU comes to its target. */
export function realizationOf({ activation, realization }: Scaling): CompleteRecipe['realization'] {
  return activation === 'selu' && realization ? realization : 'solved';
}

/** Why a recipe cannot have its SELU in other units; null where it can. */
export function realizationRefusal({
  block,
  normalization,
  fixedPoint,
}: Pick<CompleteRecipe, 'block' | 'normalization' | 'fixedPoint'>): string | null {
  // In units of 1 nothing is other than it was.
  if (fixedPoint.variance === 1) return null;
  if (block !== 'plain') return `a ${BLOCK_RECORDS[block].label.toLowerCase()} block adds what is not in those units`;
  const { label, normalizes } = normalizationOf(normalization);
  if (normalizes === 'activations') return `${label.toLowerCase()} sets units of its own`;
  return null;
}

/** The τ = n·Var[w] at which a recipe's SELU has its fixed point. */
export function idealTau(recipe: Scaling): number {
  return realizationOf(recipe) === 'scaled-output' && recipe.fixedPoint ? 1 / recipe.fixedPoint.variance : 1;
}

/** What the initialiser's standard deviation is multiplied by in hidden layers. */
export function initialGain(recipe: Pick<CompleteRecipe, 'gain'> & Scaling): number {
  return recipe.gain * Math.sqrt(idealTau(recipe));
}

/** How a hidden layer's initial weights and biases are drawn. Outputs, which are in no units of SELU's, are drawn as the recipe says. */
export function hiddenDraw(recipe: Pick<CompleteRecipe, 'initialization' | 'gain'> & Scaling): {
  initialization: CompleteRecipe['initialization'];
  gain: number;
  biasGain: number;
} {
  return { initialization: recipe.initialization, gain: initialGain(recipe), biasGain: Math.sqrt(idealTau(recipe)) };
}
