import { expect, it } from 'vitest';
import { EXPERIMENTS, predicted, snapshot } from '../../../tests/fixtures/snapshots';
import { gainPerLayer, measuredGain, measuredGradient, predictedGradient } from './gradient-by-depth';

// The made-up snapshots let the gradient's variance grow by 1.07 a layer, and theory say 1.0716.
const { layers } = predicted(snapshot(EXPERIMENTS.duel, 100), 128, 64).lanes[0];

it('measures the gradient against that of the last layer, and what each layer does to it', () => {
  const gradient = measuredGradient(layers);
  expect(gradient[15]).toBe(1);
  expect(gradient[0] / 1.07 ** 15).toBeCloseTo(1, 10);
  expect(gainPerLayer(gradient)).toBeCloseTo(1.07, 10);
  expect(measuredGain(layers, 4)).toBeCloseTo(1.07, 10);
  expect(measuredGain(layers, 0)).toBeNaN();
});

it('counts the mean of the gradient in', () => {
  const two = layers
    .slice(0, 2)
    .map((layer, l) => ({ ...layer, gradient: { mean: l === 0 ? 3 : 1, variance: l === 0 ? 1 : 4 } }));
  expect(measuredGradient(two)[0]).toBe(10 / 5);
});

it('predicts by the product of what lies above', () => {
  const gradient = predictedGradient(layers);
  expect(gradient[15]).toBe(1);
  expect(gradient[13] / 1.0716 ** 2).toBeCloseTo(1, 10);
  expect(predictedGradient(snapshot(EXPERIMENTS.duel, 100).lanes[0].layers)[0]).toBeNaN();
});

it('says nothing a layer where there is one layer', () => {
  expect(gainPerLayer(measuredGradient(layers.slice(0, 1)))).toBeNaN();
  expect(gainPerLayer([])).toBeNaN();
});
