import { expect, test } from 'vitest';
import { DEFAULT_EXPERIMENT } from './defaults';
import { describeAllowed, isAllowedNumber } from './field';
import type { NumberField } from './field';
import { fieldOf, FIELDS, findField } from './fields';

/** Returns the path of every value in an object: 'dataset.name', 'dataset.noise', …. */
function pathsOf(object: object, prefix: string): string[] {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? pathsOf(value, `${prefix}${key}.`) : [prefix + key],
  );
}

test('every field of an experiment has exactly one record', () => {
  const { dataset, training, lanes } = DEFAULT_EXPERIMENT;
  const expected = [...pathsOf(dataset, 'dataset.'), ...pathsOf(training, 'training.'), ...pathsOf(lanes[0], 'lane.')];
  expect(FIELDS.map((field) => field.path).toSorted()).toEqual(expected.toSorted());
});

test('a field is found by its path in either form', () => {
  expect(fieldOf('lanes.3.dropout.rate')).toBe(fieldOf('lane.dropout.rate'));
  expect(findField('lane.deepness')).toBeUndefined();
  expect(findField('__proto__')).toBeUndefined();
  expect(() => fieldOf('training.speed')).toThrow(RangeError);
});

const numberFields = FIELDS.filter((field): field is NumberField => field.kind === 'number');

test.each(numberFields)('the slider of $path is within the allowed range', (field) => {
  if (!field.slider) return;
  expect(isAllowedNumber(field, field.slider.low)).toBe(true);
  expect(isAllowedNumber(field, field.slider.high)).toBe(true);
  expect(field.slider.high).toBeGreaterThan(field.slider.low);
  // A slider of any scale but the linear one takes a logarithm.
  if (field.slider.scale !== 'linear') expect(field.slider.low).toBeGreaterThan(0);
});

test.each(FIELDS)('the condition of $path names an existing field and its choices', ({ usedWhen }) => {
  if (!usedWhen) return;
  const field = fieldOf(usedWhen.path);
  const choices = field.kind === 'choice' ? field.choices.map((choice) => choice.value) : [];
  expect(choices).toEqual(expect.arrayContaining([...usedWhen.values]));
});

test.each([
  ['lane.depth', 'a whole number from 1 to 128'],
  ['lane.dropout.rate', 'a number from 0 up to but not including 1'],
  ['lane.gain', 'a number above 0 up to 1000'],
  ['training.optimizer', 'one of sgd, momentum, nesterov, adam, adamw'],
  ['dataset.standardize', 'true or false'],
  ['lane.label', 'a text of at most 80 characters'],
])('%s accepts %s', (path, words) => {
  expect(describeAllowed(fieldOf(path))).toBe(words);
});
