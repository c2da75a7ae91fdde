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
  // The rows have norm 1, or the columns if they are fewer.
  orthogonal: (fanIn, fanOut) => Math.min(1, fanIn / fanOut),
  zeros: () => 0,
};

/** The fields that determine the variance of the initial weights. Those of SELU's target are optional. */
export interface InitializedRecipe
  extends
    Pick<CompleteRecipe, 'initialization' | 'gain'>,
    Partial<Pick<CompleteRecipe, 'activation' | 'realization' | 'fixedPoint'>> {}

/** Returns the expected τ of a layer's units under its initialiser: the sum of a unit's squared weights. */
export function initialTau(recipe: InitializedRecipe, fanIn: number, fanOut: number): number {
  return initialGain(recipe) ** 2 * TAU[recipe.initialization](fanIn, fanOut);
}

/** Returns the variance of a hidden layer's initial biases: 1/(3n) for PyTorch's U(±1/√n), in SELU's units; otherwise 0. */
export function initialBiasVariance(recipe: InitializedRecipe, fanIn: number): number {
  return recipe.initialization === 'pytorch-default' ? idealTau(recipe) / (3 * fanIn) : 0;
}
