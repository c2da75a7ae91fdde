import { describe, expect, test } from 'vitest';
import type { Points } from '../generated-points';
import { generateCircles } from './circles';
import { generateGaussians } from './gaussians';
import { generateMoons } from './moons';
import { generateSpirals } from './spirals';
import { generateXor } from './xor';

const GENERATORS = [
  { name: 'spirals', generate: generateSpirals, classes: 2 },
  { name: 'circles', generate: generateCircles, classes: 2 },
  { name: 'moons', generate: generateMoons, classes: 2 },
  { name: 'xor', generate: generateXor, classes: 2 },
  { name: 'gaussians', generate: generateGaussians, classes: 4 },
];
const SAMPLES = 1000;
// Float32 holds the coordinates, of at most 2, to about 1.2e-7.
const ROUNDING = 3e-7;

function rows({ inputs, labels }: Points) {
  return Array.from(labels, (label, row) => ({ x: inputs[2 * row], y: inputs[2 * row + 1], label }));
}

describe.each(GENERATORS)('$name', ({ generate, classes }) => {
  test('has two finite features per row, and every prefix is balanced', () => {
    const { inputs, labels } = generate(101, 0.1, 3);
    expect(inputs).toHaveLength(202);
    expect(inputs.every(Number.isFinite)).toBe(true);
    const counts = Array.from({ length: classes }, () => 0);
    for (const label of labels) {
      counts[label]++;
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  test('depends only on its arguments; another seed draws other points, and a larger set begins with the smaller one', () => {
    const points = generate(50, 0.1, 3);
    expect(generate(50, 0.1, 3)).toEqual(points);
    expect(generate(50, 0.1, 4).inputs).not.toEqual(points.inputs);
    expect(generate(80, 0.1, 3).inputs.subarray(0, 100)).toEqual(points.inputs);
  });

  test('adds normal noise with the given standard deviation', () => {
    const clean = generate(SAMPLES, 0, 3).inputs;
    const noise = generate(SAMPLES, 0.25, 3).inputs.map((value, k) => value - clean[k]);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length);
    // Four standard errors of 2000 draws: σ/√n of the mean, σ/√2n of the deviation.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.25) / Math.sqrt(2 * SAMPLES));
    expect(Math.abs(deviation - 0.25)).toBeLessThan((4 * 0.25) / Math.sqrt(4 * SAMPLES));
  });
});

// The following tests solve each shape for its parameter instead of drawing it again.
test('without noise, a spiral turns 1¾ times from the origin to radius 1', () => {
  for (const { x, y, label } of rows(generateSpirals(SAMPLES, 0, 5))) {
    const radius = Math.hypot(x, y);
    expect(radius).toBeLessThanOrEqual(1 + ROUNDING);
    // The angle from the y axis, clockwise, less 3.5 π per unit of radius, is 0 on the first arm and π on the second.
    const offset = Math.atan2(x, y) - 3.5 * Math.PI * radius - (label === 0 ? 0 : Math.PI);
    expect(radius * Math.abs(Math.sin(offset / 2))).toBeLessThan(1e-5);
  }
});

test('without noise, the circles have radii 1 and ½ and points in all directions', () => {
  const quadrants = [0, 0, 0, 0];
  for (const { x, y, label } of rows(generateCircles(SAMPLES, 0, 5))) {
    expect(Math.abs(Math.hypot(x, y) - (label === 0 ? 1 : 0.5))).toBeLessThan(ROUNDING);
    quadrants[(x > 0 ? 1 : 0) + (y > 0 ? 2 : 0)]++;
  }
  // Binomial of 1000 and ¼: 250 ± 5 standard deviations of 13.7.
  for (const count of quadrants) expect(Math.abs(count - 250)).toBeLessThan(69);
});

test('without noise, the moons are half circles of radius 1 around (0, 0) and (1, ½) that open towards each other', () => {
  for (const { x, y, label } of rows(generateMoons(SAMPLES, 0, 5))) {
    const [cx, cy] = label === 0 ? [0, 0] : [1, 0.5];
    expect(Math.abs(Math.hypot(x - cx, y - cy) - 1)).toBeLessThan(ROUNDING);
    expect(label === 0 ? y - cy : cy - y).toBeGreaterThanOrEqual(0);
  }
});

test('without noise, XOR fills its quadrants uniformly and keeps a distance from the axes', () => {
  const quadrants = [0, 0, 0, 0];
  for (const { x, y, label } of rows(generateXor(SAMPLES, 0, 5))) {
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThanOrEqual(0.06 - ROUNDING);
    expect(label).toBe(x * y > 0 ? 0 : 1);
    quadrants[(x > 0 ? 1 : 0) + (y > 0 ? 2 : 0)]++;
  }
  expect(quadrants).toEqual([250, 250, 250, 250]);
});

test('without noise, each Gaussian has its corner as mean and a standard deviation of 0.3', () => {
  const corner = Math.SQRT1_2;
  const corners = [
    [corner, corner],
    [-corner, corner],
    [-corner, -corner],
    [corner, -corner],
  ];
  corners.forEach(([cx, cy], label) => {
    const cloud = rows(generateGaussians(4 * SAMPLES, 0, 5)).filter((row) => row.label === label);
    for (const values of [cloud.map(({ x }) => x - cx), cloud.map(({ y }) => y - cy)]) {
      const mean = values.reduce((sum, value) => sum + value, 0) / SAMPLES;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / SAMPLES);
      // Four standard errors of 1000 draws.
      expect(Math.abs(mean)).toBeLessThan((4 * 0.3) / Math.sqrt(SAMPLES));
      expect(Math.abs(deviation - 0.3)).toBeLessThan((4 * 0.3) / Math.sqrt(2 * SAMPLES));
    }
  });
});
