/** Defaults and names of a network's recipe. */
import type { CompleteRecipe, DeepPartial, Recipe } from './experiment';
import { BLOCK_RECORDS, DROPOUT_RECORDS, INITIALIZATION_RECORDS, type DropoutKind, type RealizationName } from './choices';
import { normalizationOf } from '../normalizations/catalogue';
import { activationOf, type ActivationName } from '../activations/catalogue';

const LONGEST_LABEL = 80;

/** Returns the default α: the activation's own, or 1 for an activation that does not use it. */
function defaultAlpha(name: ActivationName): number {
  const { takesAlpha, parameters } = activationOf(name);
  return takesAlpha ? parameters.alpha : 1;
}

/** Returns the default dropout rate; the paper recommends 0.05 or 0.1. */
function defaultDropoutRate(kind: DropoutKind): number {
  return kind === 'none' ? 0 : 0.1;
}

/** Returns the recipe with its defaults filled in. Those of the initialiser and α depend on the activation. */
export function completeRecipe(recipe: DeepPartial<Recipe> = {}): CompleteRecipe {
  const activation = recipe.activation ?? 'selu';
  const kind = recipe.dropout?.kind ?? 'none';
  const complete: CompleteRecipe = {
    label: '',
    depth: recipe.depth ?? 16,
    width: recipe.width ?? 64,
    block: recipe.block ?? 'plain',
    activation,
    alpha: recipe.alpha ?? defaultAlpha(activation),
    fixedPoint: { mean: recipe.fixedPoint?.mean ?? 0, variance: recipe.fixedPoint?.variance ?? 1 },
    realization: recipe.realization ?? 'solved',
    initialization: recipe.initialization ?? activationOf(activation).initialization,
    gain: recipe.gain ?? 1,
    normalization: recipe.normalization ?? 'none',
    normalizationPlace: recipe.normalizationPlace ?? 'before-activation',
    dropout: { kind, rate: recipe.dropout?.rate ?? defaultDropoutRate(kind) },
  };
  return { ...complete, label: recipe.label?.trim() ? recipe.label : recipeLabel(complete) };
}

const REALIZATION_WORDS: Readonly<Record<RealizationName, (activation: string) => string>> = {
  solved: (activation) => activation,
  'scaled-output': (activation) => `σ·${activation}(z)`,
  'scaled-units': (activation) => `σ·${activation}(z/σ)`,
};

const short = (value: number) => String(Number(value.toPrecision(3)));

/** Returns the name of a recipe without a label: 'SELU + LeCun normal × 0.75 + alpha dropout 0.1'. */
export function recipeLabel(recipe: Omit<CompleteRecipe, 'label'>): string {
  const { activation, fixedPoint, realization, initialization, gain, normalization, block, dropout } = recipe;
  const ownTarget = activation === 'selu' && (fixedPoint.mean !== 0 || fixedPoint.variance !== 1);
  const target = ownTarget ? ` (${short(fixedPoint.mean)}, ${short(fixedPoint.variance)})` : '';
  const parts = [
    REALIZATION_WORDS[activation === 'selu' ? realization : 'solved'](activationOf(activation).label) + target,
    INITIALIZATION_RECORDS[initialization].label + (gain === 1 ? '' : ` × ${short(gain)}`),
    normalizationOf(normalization).shortLabel,
    dropout.kind === 'none' ? '' : `${DROPOUT_RECORDS[dropout.kind].label.toLowerCase()} ${short(dropout.rate)}`,
    block === 'plain' ? '' : `${BLOCK_RECORDS[block].label.toLowerCase()} blocks`,
  ];
  return parts
    .filter((part) => part !== '')
    .join(' + ')
    .slice(0, LONGEST_LABEL);
}

/**
 * Returns the recipe after some of its fields were changed at a control. Fields that depend on them change too: a generated name
 * and a default α follow the new recipe, an activation other than SELU loses the target, and dropout that is switched on with
 * rate 0 gets the default rate.
 */
export function changeRecipe(recipe: CompleteRecipe, change: DeepPartial<Recipe>): CompleteRecipe {
  const merged = completeRecipe({
    ...recipe,
    ...change,
    fixedPoint: { ...recipe.fixedPoint, ...change.fixedPoint },
    dropout: { ...recipe.dropout, ...change.dropout },
  });
  if (change.alpha === undefined && recipe.alpha === defaultAlpha(recipe.activation)) {
    merged.alpha = defaultAlpha(merged.activation);
  }
  if (recipe.activation === 'selu' && merged.activation !== 'selu') {
    merged.fixedPoint = completeRecipe().fixedPoint;
    merged.realization = 'solved';
  }
  const switchedOn = recipe.dropout.kind === 'none' && merged.dropout.kind !== 'none';
  if (switchedOn && change.dropout?.rate === undefined && merged.dropout.rate === 0) {
    merged.dropout.rate = defaultDropoutRate(merged.dropout.kind);
  }
  if (change.label === undefined && recipe.label === recipeLabel(recipe)) merged.label = recipeLabel(merged);
  return merged;
}
