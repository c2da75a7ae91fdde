import { expect, test } from 'vitest';
import { activationStatistics, normalizationOf, NORMALIZATIONS, type NormalizationName } from './catalogue';

test('the menu has the normalisations of the experiment format, in its order', () => {
  expect(NORMALIZATIONS.slice(0, 4)).toEqual(['none', 'batch', 'layer', 'weight']);
});

test('batch normalisation takes moments over rows, layer normalisation over units, the others none', () => {
  const over = (name: NormalizationName) => activationStatistics(name)?.over ?? null;
  expect((['none', 'batch', 'layer', 'weight'] as const).map(over)).toEqual([null, 'rows', 'units', null]);
});

test('γ of weight normalisation starts as the norm of its column', () => {
  const [{ initial }] = normalizationOf('weight').parameters;
  // The columns (3, 4) and (0, −2).
  expect([...initial(Float32Array.of(3, 0, 4, -2), 2)]).toEqual([5, 2]);
});

test('batch normalisation starts as the identity: γ = 1, β = 0, running moments 0 and 1', () => {
  const { parameters, running } = normalizationOf('batch');
  const start = [...parameters, ...running].map(({ name, initial }) => [name, ...initial(new Float32Array(6), 2)]);
  expect(start).toEqual([
    ['weight', 1, 1],
    ['bias', 0, 0],
    ['running_mean', 0, 0],
    ['running_var', 1, 1],
  ]);
});

test('every label is unique', () => {
  const labels = NORMALIZATIONS.map((name) => normalizationOf(name).label);
  expect(new Set(labels).size).toBe(labels.length);
});

test('a name that is not in the catalogue throws', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names come from a JSON file, so a wrong one can get here
  expect(() => normalizationOf('group' as NormalizationName)).toThrow(RangeError);
});
