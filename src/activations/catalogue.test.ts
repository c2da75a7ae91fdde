/**
 * The catalogue's records. Slopes are held against difference quotients, and SELU, ELU and ReLU against oracles, in
 * src/reference.
 */
import { expect, test } from 'vitest';
import { keysOf } from '../math/keys-of';
import { ACTIVATION_CATALOGUE, ACTIVATIONS, activationOf, type ActivationName } from './catalogue';

const POINTS = [-30, -3.5, -0.75, 0.25, 2, 12.5];

/** At these points, from each function's definition in 40-digit arithmetic (mpmath 1.3). */
const VALUES = {
  selu: [
    -1.7580993408472123, -1.7050093409572832, -0.92763201583505123, 0.26267524683887012, 2.101401974710961, 13.133762341943506,
  ],
  elu: [-0.99999999999990642, -0.9698026165776815, -0.52763344725898529, 0.25, 2, 12.5],
  relu: [0, 0, 0, 0.25, 2, 12.5],
  'leaky-relu': [-0.3, -0.035, -0.0075, 0.25, 2, 12.5],
  gelu: [
    -1.4720141781444561e-196, -0.00081420177662433763, -0.16997051428265115, 0.14967658142073093, 1.9544997361036416, 12.5,
  ],
  silu: [
    -2.8072868906517897e-12, -0.10259280762974712, -0.24061597561845527, 0.14054412522144953, 1.7615941559557649,
    12.499953417008948,
  ],
  softplus: [
    9.3576229688397368e-14, 0.029750418272620565, 0.38687100611489994, 0.82593941987884356, 2.1269280110429725,
    12.500003726646228,
  ],
  tanh: [-1, -0.99817789761119871, -0.63514895238728732, 0.24491866240370913, 0.96402758007581688, 0.99999999997222411],
  sigmoid: [
    9.357622968839299e-14, 0.029312230751356319, 0.32082130082460703, 0.5621765008857981, 0.88079707797788244,
    0.99999627336071581,
  ],
  linear: POINTS,
} satisfies Partial<Record<ActivationName, readonly number[]>>;

/** sup |f′| in 40-digit arithmetic, for the start's constants: GELU's at √2, SiLU's at 2.39936, the others' by their formulas. */
const LARGEST_SLOPES = {
  selu: 1.7580993408473769,
  elu: 1,
  relu: 1,
  'leaky-relu': 1,
  gelu: 1.12890414518515479,
  silu: 1.09983932012886692,
  softplus: 1,
  tanh: 1,
  sigmoid: 0.25,
  linear: 1,
} satisfies Partial<Record<ActivationName, number>>;

test('holds every activation that an experiment may name, once', () => {
  expect(ACTIVATION_CATALOGUE.map(({ name }) => name).toSorted()).toEqual([...ACTIVATIONS].toSorted());
});

test.each(keysOf(VALUES))('%s: values', (name) => {
  const activation = activationOf(name);
  POINTS.forEach((x, i) => {
    const expected = VALUES[name][i];
    // GELU's Φ = (1 + erf)/2 cancels far below 0: to 1e-16 of 1, which is negligible next to GELU's values.
    expect(Math.abs(activation.value(x, activation.parameters) - expected)).toBeLessThanOrEqual(
      1e-15 + 1e-14 * Math.abs(expected),
    );
  });
});

test.each(keysOf(LARGEST_SLOPES))('%s: largest slope', (name) => {
  const { largestSlope, parameters } = activationOf(name);
  expect(Math.abs(largestSlope(parameters) / LARGEST_SLOPES[name] - 1)).toBeLessThan(1e-14);
});

test.each(ACTIVATION_CATALOGUE)('$name: finite wherever float32 is', (activation) => {
  const { parameters } = activation;
  for (const x of [0, -0, 1e-300, 1, 20, 100, 1e4, 3.4e38].flatMap((at) => [at, -at])) {
    const y = activation.value(x, parameters);
    expect([y, activation.slope(x, y, parameters)].every(Number.isFinite), `at ${x}`).toBe(true);
  }
});

test.each(ACTIVATION_CATALOGUE)('$name: its shader defines what the kernels call, and nothing else', ({ shader }) => {
  const functions = [...shader.matchAll(/^fn (\w+)\((.*)\) -> (\w+)/gm)].map(([, name, ...types]) => [name, ...types]);
  expect(functions).toEqual([
    ['activate', 'x: f32', 'f32'],
    ['slope', 'x: f32, y: f32', 'f32'],
  ]);
});

test('every record has a shader of its own', () => {
  expect(new Set(ACTIVATION_CATALOGUE.map(({ shader }) => shader)).size).toBe(ACTIVATION_CATALOGUE.length);
});

test.each(ACTIVATIONS)('%s is found by its name', (name) => {
  expect(activationOf(name).name).toBe(name);
});
