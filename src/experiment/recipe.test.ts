import { expect, test } from 'vitest';
import type { DeepPartial, Recipe } from './experiment';
import { changeRecipe, completeRecipe } from './recipe';

test.each<[string, DeepPartial<Recipe>]>([
  ['SELU + LeCun normal', {}],
  ['SELU + LeCun normal × 0.75', { gain: 0.75 }],
  ['SELU (0, 4) + LeCun normal', { fixedPoint: { variance: 4 } }],
  ['SELU + He normal + alpha dropout 0.1', { initialization: 'he-normal', dropout: { kind: 'alpha' } }],
  ['ReLU + He normal', { activation: 'relu', fixedPoint: { variance: 4 } }],
  ['ReLU + He normal + BatchNorm', { activation: 'relu', normalization: 'batch' }],
  ['Mine', { label: 'Mine' }],
  ['SELU + LeCun normal', { label: '  ' }],
])('the name of a recipe is %s', (label, recipe) => {
  expect(completeRecipe(recipe).label).toBe(label);
});

test('a generated name follows the recipe, a chosen name stays', () => {
  expect(changeRecipe(completeRecipe(), { gain: 0.5 }).label).toBe('SELU + LeCun normal × 0.5');
  expect(changeRecipe(completeRecipe({ label: 'Mine' }), { gain: 0.5 }).label).toBe('Mine');
  expect(changeRecipe(completeRecipe(), { label: 'Mine' }).label).toBe('Mine');
});

test('α follows the activation until it is chosen', () => {
  expect(changeRecipe(completeRecipe({ activation: 'elu' }), { activation: 'leaky-relu' }).alpha).toBe(0.01);
  expect(changeRecipe(completeRecipe({ activation: 'elu', alpha: 2 }), { activation: 'leaky-relu' }).alpha).toBe(2);
});

test('the target is reset with SELU, because other activations have no control for it', () => {
  const recipe = completeRecipe({ fixedPoint: { mean: 0.1, variance: 2 } });
  expect(changeRecipe(recipe, { activation: 'relu' }).fixedPoint).toEqual({ mean: 0, variance: 1 });
  expect(changeRecipe(recipe, { depth: 2 }).fixedPoint).toEqual({ mean: 0.1, variance: 2 });
});

test('switching dropout on sets a rate above 0, unless a rate was chosen', () => {
  expect(changeRecipe(completeRecipe(), { dropout: { kind: 'alpha' } }).dropout).toEqual({ kind: 'alpha', rate: 0.1 });
  const chosen = completeRecipe({ dropout: { kind: 'alpha', rate: 0 } });
  expect(changeRecipe(chosen, { dropout: { kind: 'standard' } }).dropout).toEqual({ kind: 'standard', rate: 0 });
});

test('all other fields are kept', () => {
  const recipe = completeRecipe({ depth: 3, fixedPoint: { mean: 0.1, variance: 2 }, initialization: 'zeros' });
  const changed = changeRecipe(recipe, { fixedPoint: { mean: 0.2 } });
  expect(changed).toEqual({ ...recipe, fixedPoint: { mean: 0.2, variance: 2 }, label: 'SELU (0.2, 2) + Zeros' });
});
