import type { CompleteRecipe } from '../experiment/experiment';
import type { InitializationName } from '../experiment/choices';
import { idealTau, initialGain } from '../experiment/realization';

/** τ, the variance of a weight times the fan-in, for each initialiser at gain 1. */
const TAU: Record<InitializationName, (fanIn: number, fanOut: number) => number> = {
  'lecun-normal': () => 1,
  'lecun-uniform': () => 1,
  'lecun-exact': () => 1,
  'he-normal': () => 2,
  'he-uniform': () => 2,
  'glorot-normal': (fanIn, fanOut) => (2 * fanIn) / (fanIn + fanOut),
  'glorot-uniform': (fanIn, fanOut) => (2 * fanIn) / (fanIn + fanOut),
  'pytorch-default': () => 1 / 3,
  // Rows or columns of unit length, whichever there are fewer of.
  orthogonal: (fanIn, fanOut) => Math.min(1, fanIn / fanOut),
  zeros: () => 0,
};

/** What of a recipe the variance of its initial weights depends on; drawn for no target of SELU's where that is left out. */
export interface InitializedRecipe
  extends
    Pick<CompleteRecipe, 'initialization' | 'gain'>,
    Partial<Pick<CompleteRecipe, 'activation' | 'realization' | 'fixedPoint'>> {}

/** τ of the units of a layer as an initialiser draws it: what theory expects of the sum of a unit's squared weights. */
export function initialTau(recipe: InitializedRecipe, fanIn: number, fanOut: number): number {
  return initialGain(recipe) ** 2 * TAU[recipe.initialization](fanIn, fanOut);
}

/** Variance of a hidden layer's biases as an initialiser draws them: PyTorch's U(±1/√n) has 1/(3n), in SELU's own units. */
export function initialBiasVariance(recipe: InitializedRecipe, fanIn: number): number {
  return recipe.initialization === 'pytorch-default' ? idealTau(recipe) / (3 * fanIn) : 0;
}
