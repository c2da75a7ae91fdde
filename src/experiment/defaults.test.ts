import { expect, test } from 'vitest';
import { ACTIVATION_CATALOGUE } from '../activations/catalogue';
import { completeExperiment, DEFAULT_EXPERIMENT } from './defaults';
import { completeRecipe } from './recipe';
import { validateExperiment } from './validate';

test('the default experiment is the duel, and is valid', () => {
  expect(validateExperiment(DEFAULT_EXPERIMENT)).toEqual(DEFAULT_EXPERIMENT);
  expect(DEFAULT_EXPERIMENT).toMatchObject({
    dataset: { name: 'spirals' },
    training: { batchSize: 128 },
    lanes: [
      { label: 'SELU + LeCun normal', depth: 16, width: 64, activation: 'selu', initialization: 'lecun-normal' },
      { label: 'ReLU + He normal', depth: 16, width: 64, activation: 'relu', initialization: 'he-normal' },
    ],
  });
});

test.each(ACTIVATION_CATALOGUE)('$label starts with the initialiser and α of its record', (activation) => {
  const recipe = completeRecipe({ activation: activation.name });
  expect(recipe.initialization).toBe(activation.initialization);
  // Other activations do not use a recipe's α: SELU's follows from its fixed point.
  if (activation.name === 'elu' || activation.name === 'leaky-relu') expect(recipe.alpha).toBe(activation.parameters.alpha);
});

test('objects are merged, lanes are replaced as a whole', () => {
  const base = completeExperiment({
    training: { learningRate: 0.5, seed: 9 },
    lanes: [{ depth: 3, width: 7, gain: 2 }, { activation: 'elu' }],
  });
  const next = completeExperiment({ training: { learningRate: 0.1 }, lanes: [{ depth: 5 }] }, base);
  expect(next.training).toEqual({ ...base.training, learningRate: 0.1 });
  expect(next.lanes).toEqual([completeRecipe({ depth: 5 })]);
  expect(next.lanes[0]).toMatchObject({ width: 64, gain: 1 });
  expect(completeExperiment({}, base)).toEqual(base);
});

test('a different dataset has its own rows and noise; the same one keeps the chosen values', () => {
  const base = completeExperiment({ dataset: { samples: 300, noise: 0.2, heldOut: 0.5, seed: 4, standardize: false } });
  expect(completeExperiment({ dataset: { name: 'spirals' } }, base).dataset).toEqual(base.dataset);
  const mnist = completeExperiment({ dataset: { name: 'mnist' } }, base);
  expect(mnist.dataset).toEqual({ name: 'mnist', samples: 60_000, noise: 0, heldOut: 10_000, seed: 4, standardize: false });
  expect(completeExperiment({ dataset: { name: 'mnist', samples: 500 } }, base).dataset).toMatchObject({
    samples: 500,
    heldOut: 10_000,
  });
});

test('the result shares no object with the arguments', () => {
  const next = completeExperiment();
  next.lanes[0].fixedPoint.variance = 4;
  next.dataset.samples = 1;
  expect(DEFAULT_EXPERIMENT.lanes[0].fixedPoint.variance).toBe(1);
  expect(DEFAULT_EXPERIMENT.dataset.samples).not.toBe(1);
});
