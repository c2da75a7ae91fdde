/**
 * Ways to a fixed point of variance σ² at mean 0. Solved for it, α and λ make another function. Or the SELU of (0, 1) is measured in
 * other units, which changes nothing else: σ·selu(z) with initial weights divided by σ, or σ·selu(z/σ) with weights as they are.
 */
import type { CompleteRecipe } from './experiment';

type Scaling = Partial<Pick<CompleteRecipe, 'activation' | 'realization' | 'fixedPoint'>>;

/** How a recipe's SELU comes to its target. */
export function realizationOf({ activation, realization }: Scaling): CompleteRecipe['realization'] {
  return activation === 'selu' && realization ? realization : 'solved';
}

/** The τ = n·Var[w] at which a recipe's SELU has its fixed point. */
export function idealTau(recipe: Scaling): number {
  return realizationOf(recipe) === 'scaled-output' && recipe.fixedPoint ? 1 / recipe.fixedPoint.variance : 1;
}

/** What the initialiser's standard deviation is multiplied by in hidden layers. */
export function initialGain(recipe: Pick<CompleteRecipe, 'gain'> & Scaling): number {
  return recipe.gain * Math.sqrt(idealTau(recipe));
}
