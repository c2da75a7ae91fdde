import { expect } from 'vitest';
import type { Tensors } from '../src/experiment/snapshot';
import { test } from './fixtures';

const CUSTOM = {
  inputs: Float32Array.of(-1, -1, -1, 1, 1, -1, 1, 1, 0.5, 0.25),
  labels: Uint32Array.of(0, 1, 1, 0, 2),
  features: 2,
  classes: 3,
};

test('weights have names and the shape [in, out]', async ({ small }) => {
  const weights = await small.call((playground) => playground.weights(1));
  expect(Object.fromEntries(Object.entries(weights).map(([name, { shape }]) => [name, shape]))).toEqual({
    'hidden.0.weight': [2, 5],
    'hidden.0.bias': [5],
    'hidden.1.weight': [5, 5],
    'hidden.1.bias': [5],
    'output.weight': [5, 2],
    'output.bias': [2],
  });
  for (const { shape, data } of Object.values(weights)) expect(data).toHaveLength(shape.reduce((a, b) => a * b));
});

test('setWeights replaces the weights; tensors that do not fit are rejected without any change', async ({ small }) => {
  const weights = await small.call((playground) => playground.weights(1));
  for (const { data } of Object.values(weights)) data.forEach((value, i) => (data[i] = value / 2 + 0.125));
  await small.call((playground, tensors) => playground.setWeights(1, tensors), weights);
  const stored = await small.call((playground) => playground.weights(1));
  expect(stored).toEqual(weights);

  const bias = weights['output.bias'];
  const refused: [string, Tensors][] = [
    ['an unknown name', { 'hidden.9.bias': bias }],
    ['a wrong shape', { ...weights, 'output.bias': { shape: [3], data: new Float32Array(3) } }],
    ['a value that is not finite', { ...weights, 'output.bias': { ...bias, data: Float32Array.of(0, Number.NaN) } }],
  ];
  for (const [what, tensors] of refused) {
    const answer = await small.call(
      (playground, given) =>
        playground.setWeights(1, given).then(
          () => 'taken',
          (error: unknown) => String(error),
        ),
      tensors,
    );
    expect(answer, what).not.toBe('taken');
    expect(await small.call((playground) => playground.weights(1)), what).toEqual(stored);
  }
});

test('setData switches to the given rows, and predict agrees with a network computed by hand', async ({ small }) => {
  await small.configure({ dataset: { seed: 0, standardize: false } });
  await small.call((playground, data) => playground.setData(data), CUSTOM);
  expect(await small.call((playground) => playground.experiment.dataset)).toMatchObject({ name: 'custom', seed: 0 });
  await small.call((playground) => playground.step(3));

  const weights = await small.call((playground) => playground.weights(1));
  const given = Float32Array.of(0.3, -0.7, 2, 1);
  const predicted = await small.call((playground, inputs) => playground.predict(1, inputs), given);
  expect(predicted).toHaveLength(2 * CUSTOM.classes);
  const expected = [given.subarray(0, 2), given.subarray(2)].flatMap((row) => probabilities(weights, [...row]));
  for (const [i, value] of expected.entries()) expect(predicted[i]).toBeCloseTo(value, 5);
});

test('invalid rows are rejected', async ({ small }) => {
  const before = await small.call((playground) => playground.experiment);
  const refused: [string, typeof CUSTOM][] = [
    ['a label beyond the classes', { ...CUSTOM, labels: Uint32Array.of(0, 1, 1, 0, 3) }],
    ['too few inputs', { ...CUSTOM, inputs: CUSTOM.inputs.subarray(0, 9) }],
    ['a value that is not finite', { ...CUSTOM, inputs: CUSTOM.inputs.map((value, i) => (i === 4 ? Number.NaN : value)) }],
  ];
  for (const [what, data] of refused) {
    const answer = await small.call(
      (playground, rows) =>
        playground.setData(rows).then(
          () => 'taken',
          (error: unknown) => String(error),
        ),
      data,
    );
    expect(answer, what).not.toBe('taken');
  }
  expect(await small.call((playground) => playground.experiment)).toEqual(before);
});

/** Returns two tanh layers and a softmax in float64, from the definition. */
function probabilities(weights: Tensors, row: number[]): number[] {
  const dense = (layer: string, inputs: number[]) => {
    const { data } = weights[`${layer}.weight`];
    return Array.from(weights[`${layer}.bias`].data, (bias, j, units = weights[`${layer}.bias`].data.length) =>
      inputs.reduce((sum, input, i) => sum + input * data[i * units + j], bias),
    );
  };
  const hidden = dense('hidden.1', dense('hidden.0', row).map(Math.tanh)).map(Math.tanh);
  const exponentials = dense('output', hidden).map(Math.exp);
  const total = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / total);
}
