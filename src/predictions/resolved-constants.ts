/** The resolved constants of a recipe: those of its activation and of its dropout. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { CompleteRecipe } from '../experiment/experiment';
import { RecipeError } from '../experiment/errors';
import { realizationOf } from '../experiment/realization';
import { alphaDropout } from '../theory/alpha-dropout';
import { solveFixedPoint } from '../theory/fixed-point';
import type { PooledDropout } from '../theory/pooled';

/**
 * Returns the constants of a recipe's activation: for SELU, α and λ solved for the target or scaled to it; for ELU and leaky ReLU, the
 * recipe's α. Returns null if no α and λ make the target a fixed point.
 */
export function resolveConstants(recipe: CompleteRecipe): ActivationParameters | null {
  const { activation, alpha, fixedPoint } = recipe;
  const { parameters, takesAlpha } = activationOf(activation);
  if (takesAlpha) return { ...parameters, alpha };
  // For the default target, the catalogue has the constants to the last digit.
  if (activation !== 'selu' || (fixedPoint.mean === 0 && fixedPoint.variance === 1)) return parameters;
  const deviation = Math.sqrt(fixedPoint.variance);
  switch (realizationOf(recipe)) {
    case 'solved': {
      const solved = solveFixedPoint(fixedPoint);
      return solved && { ...parameters, ...solved };
    }
    case 'scaled-output':
      return { ...parameters, lambda: deviation * parameters.lambda };
    case 'scaled-units':
      return { ...parameters, unitScale: deviation };
  }
}

/** Returns the resolved dropout; null without dropout. */
export function resolveDropout(
  { dropout: { kind, rate }, fixedPoint }: CompleteRecipe,
  constants: ActivationParameters,
): PooledDropout | null {
  if (kind === 'none') return null;
  const keep = 1 - rate;
  if (kind === 'standard') return { keep, scale: 1 / keep, shift: 0, dropped: 0 };
  return { keep, ...alphaDropout(rate, fixedPoint, constants) };
}

/** Returns the resolved constants. @throws RecipeError if no α and λ exist for the target */
export function requireConstants(recipe: CompleteRecipe): ActivationParameters {
  const solved = resolveConstants(recipe);
  if (solved) return solved;
  const { mean, variance } = recipe.fixedPoint;
  throw new RecipeError('fixedPoint', `No SELU exists for the target (${mean}, ${variance}).`);
}
