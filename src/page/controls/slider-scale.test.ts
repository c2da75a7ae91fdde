import { expect, test } from 'vitest';
import type { NumberField } from '../../experiment/field';
import { FIELDS, fieldOf } from '../../experiment/fields';
import { fromPlace, sliderRange, toPlace } from './slider-scale';

const numbers = FIELDS.filter((field) => field.kind === 'number');

function slider(path: string): { field: NumberField; scale: NonNullable<NumberField['slider']> } {
  const field = fieldOf(path);
  if (field.kind !== 'number' || !field.slider) throw new Error(`${path} has no slider`);
  return { field, scale: field.slider };
}

test.each([
  ['lane.width', 6, 64],
  ['lane.width', 11, 2048],
  ['training.learningRate', -2, 0.01],
  ['training.learningRate', -1.7, 0.02],
  ['lane.gain', 0.75, 0.75],
  ['dataset.samples', 3.3, 2000],
])('%s at %d is %d', (path, place, value) => {
  const { field, scale } = slider(path);
  expect(fromPlace(field, scale, place)).toBe(value);
  expect(toPlace(scale, value)).toBeCloseTo(place, 2);
});

test('a logarithmic slider begins with 0 where 0 is allowed', () => {
  const { field, scale } = slider('training.weightDecay');
  expect(fromPlace(field, scale, sliderRange(scale).min)).toBe(0);
  expect(toPlace(scale, 0)).toBe(sliderRange(scale).min);
});

test('a number outside the range of the slider is shown at its end and stays as it is', () => {
  const { scale } = slider('lane.width');
  expect(toPlace(scale, 3000)).toBe(11);
  expect(toPlace(scale, 1)).toBe(1);
});

test('every place of every slider is an allowed number', () => {
  for (const field of numbers) {
    if (!field.slider) continue;
    const { min, max, step } = sliderRange(field.slider);
    for (let place = min; place <= max + 1e-9; place += step) {
      const value = fromPlace(field, field.slider, Math.min(place, max));
      expect(value, field.path).toBeGreaterThanOrEqual(field.min);
      expect(value, field.path).toBeLessThanOrEqual(field.max);
      if (field.integer) expect(Number.isInteger(value), field.path).toBe(true);
    }
  }
});
