import { expect, test } from 'vitest';
import { expectClose } from '../../../tests/oracles';
import { INITIALIZATIONS, type InitializationName } from '../../experiment/choices';
import { normals, uniforms } from '../../math/random-stream';
import { initialWeights } from './initializers';

const [IN, OUT, GAIN] = [256, 128, 1.5];

const draw = (initialization: InitializationName, gain = 1, fanIn = IN, fanOut = OUT, seed = 1) =>
  initialWeights({ initialization, gain }, 0, fanIn, fanOut, seed);

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Returns ω and τ of each unit of weights [in, out]. */
function unitSums(weight: Float32Array, fanOut: number): { omega: number; tau: number }[] {
  return Array.from({ length: fanOut }, (_, j) => {
    const incoming = weight.filter((_, at) => at % fanOut === j);
    return { omega: sum(incoming), tau: sum(Array.from(incoming, (w) => w * w)) };
  });
}

// Variance at gain 1, and the fourth moment over the squared second: 3 for a normal distribution, 9/5 for a uniform one.
const VARIANCES: [InitializationName, number, number][] = [
  ['lecun-normal', 1 / IN, 3],
  ['lecun-uniform', 1 / IN, 1.8],
  ['he-normal', 2 / IN, 3],
  ['he-uniform', 2 / IN, 1.8],
  ['glorot-normal', 2 / (IN + OUT), 3],
  ['glorot-uniform', 2 / (IN + OUT), 1.8],
  ['pytorch-default', 1 / (3 * IN), 1.8],
];

test.each(VARIANCES)('%s: mean 0, variance %f · gain²', (initialization, atGainOne, kurtosis) => {
  const { weight } = draw(initialization, GAIN);
  const variance = atGainOne * GAIN ** 2;
  const count = weight.length;
  // Four standard errors of a mean and of a second moment over 32,768 draws.
  expect(Math.abs(sum(weight) / count)).toBeLessThan(4 * Math.sqrt(variance / count));
  const secondMoment = sum(weight.map((w) => w * w)) / count;
  expect(Math.abs(secondMoment / variance - 1)).toBeLessThan(4 * Math.sqrt((kurtosis - 1) / count));
  if (kurtosis < 3) expect(Math.max(...weight.map(Math.abs))).toBeLessThan(Math.sqrt(3 * variance) * (1 + 1e-7));
});

test('weight [i, j] is draw i·out + j of its layer’s stream', () => {
  const stream = { seed: 9, purpose: 'weight', layer: 4 } as const;
  const { weight } = initialWeights({ initialization: 'lecun-normal', gain: 1 }, 4, 4, 3, 9);
  expectClose(
    weight,
    Array.from(normals(stream, 12), (value) => value / 2),
    1e-7,
  );
  const uniform = initialWeights({ initialization: 'lecun-uniform', gain: 1 }, 4, 3, 4, 9).weight;
  expectClose(
    uniform,
    Array.from(uniforms(stream, 12), (value) => 2 * value - 1),
    1e-6,
  );
});

test('all initialisers scale the same normals or the same uniforms, at every gain', () => {
  const lecun = draw('lecun-normal').weight;
  expectClose(
    draw('he-normal').weight,
    [...lecun].map((w) => w * Math.SQRT2),
    2e-7,
  );
  expectClose(
    draw('glorot-normal').weight,
    [...lecun].map((w) => w * Math.sqrt((2 * IN) / (IN + OUT))),
    2e-7,
  );
  expectClose(
    draw('lecun-normal', 0.75).weight,
    [...lecun].map((w) => w * 0.75),
    2e-7,
  );
  const uniform = draw('lecun-uniform').weight;
  expectClose(
    draw('he-uniform').weight,
    [...uniform].map((w) => w * Math.SQRT2),
    2e-7,
  );
  expectClose(
    draw('pytorch-default').weight,
    [...uniform].map((w) => w / Math.sqrt(3)),
    2e-7,
  );
});

test('different seeds and layers draw different weights', () => {
  const first = draw('lecun-normal').weight;
  const otherLayer = initialWeights({ initialization: 'lecun-normal', gain: 1 }, 1, IN, OUT, 1).weight;
  for (const other of [draw('lecun-normal', 1, IN, OUT, 2).weight, otherLayer]) {
    const correlation = (sum(first.map((w, i) => w * other[i])) * IN) / first.length;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(first.length));
  }
});

test('biases start at 0, except those of pytorch-default', () => {
  for (const initialization of INITIALIZATIONS) {
    const { bias } = draw(initialization, GAIN);
    if (initialization !== 'pytorch-default') expect([...bias].every((value) => value === 0)).toBe(true);
  }
  const draws = uniforms({ seed: 1, purpose: 'weight', layer: 0, step: 1 }, OUT);
  expectClose(
    draw('pytorch-default', GAIN).bias,
    Array.from(draws, (value) => (2 * value - 1) / 16),
    1e-6,
  );
});

test.each([
  [2, 3],
  [3, 1],
  [64, 10],
  [784, 16],
])('lecun-exact of %i inputs and %i units: ω = 0 and τ = gain² in every unit', (fanIn, fanOut) => {
  const { weight } = draw('lecun-exact', GAIN, fanIn, fanOut);
  for (const { omega, tau } of unitSums(weight, fanOut)) {
    // Rounding each weight to float32 has a relative error of at most 2⁻²⁴; in ω, √n such random errors add up.
    expect(Math.abs(omega)).toBeLessThan(4 * Math.sqrt(fanIn) * GAIN * 2 ** -25);
    expect(Math.abs(tau / GAIN ** 2 - 1)).toBeLessThan(1.2e-7);
  }
});

test('lecun-exact with a single input satisfies τ = gain², so the weight is ±gain', () => {
  const { weight } = draw('lecun-exact', GAIN, 1, 50);
  expect(new Set(weight)).toEqual(new Set([GAIN, -GAIN]));
});

test.each([
  [1, 1],
  [5, 5],
  [8, 8],
  [33, 33],
  [3, 7],
  [7, 3],
  [100, 1],
  [6, 64],
])('orthogonal, %i × %i: the shorter side is orthonormal times the gain', (fanIn, fanOut) => {
  const { weight } = draw('orthogonal', GAIN, fanIn, fanOut);
  const unitsAreShorter = fanOut < fanIn;
  const count = Math.min(fanIn, fanOut);
  const vector = (k: number) => weight.filter((_, at) => (unitsAreShorter ? at % fanOut : Math.floor(at / fanOut)) === k);
  for (let k = 0; k < count; k++) {
    for (let l = 0; l <= k; l++) {
      const [one, other] = [vector(k), vector(l)];
      expect(Math.abs(sum(one.map((w, i) => w * other[i])) - (k === l ? GAIN ** 2 : 0))).toBeLessThan(1e-6);
    }
  }
});

test('orthogonal matrices are uniformly distributed', () => {
  const [size, seeds] = [4, 4000];
  const matrices = Array.from({ length: seeds }, (_, seed) => draw('orthogonal', 1, size, size, seed).weight);
  for (let at = 0; at < size * size; at++) {
    const entries = matrices.map((matrix) => matrix[at]);
    // An entry has mean 0, variance 1/n and fourth moment 3/(n(n + 2)); bounds are four standard errors.
    expect(Math.abs(sum(entries) / seeds)).toBeLessThan(4 * Math.sqrt(1 / size / seeds));
    const variance = sum(entries.map((w) => w * w)) / seeds;
    const spread = 3 / (size * (size + 2)) - 1 / size ** 2;
    expect(Math.abs(variance - 1 / size)).toBeLessThan(4 * Math.sqrt(spread / seeds));
  }
  // The trace of a uniform orthogonal matrix has mean 0, variance 1 and fourth moment 3 (Diaconis and Shahshahani 1994).
  const traces = matrices.map((matrix) => matrix[0] + matrix[5] + matrix[10] + matrix[15]);
  expect(Math.abs(sum(traces) / seeds)).toBeLessThan(4 / Math.sqrt(seeds));
  expect(Math.abs(sum(traces.map((trace) => trace * trace)) / seeds - 1)).toBeLessThan(4 * Math.sqrt(2 / seeds));
});

test('the zeros initialiser returns zeros', () => {
  expect(new Set(draw('zeros', GAIN).weight)).toEqual(new Set([0]));
});
