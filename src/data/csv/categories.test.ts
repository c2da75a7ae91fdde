/** Which texts share a category, and the order of the categories. */
import { expect, test } from 'vitest';
import { findCategories } from './categories';

test.each([
  ['beyond what float64 tells apart', ['9007199254740993', '9007199254740992'], ['9007199254740992', '9007199254740993']],
  ['codes that look like exponents', ['10e4', '1e5', '100000'], ['1e5', '10e4', '100000']],
  ['numbers beyond float64', ['2e400', '1e400'], ['1e400', '2e400']],
  ['zeros behind the point, signs', ['1.50', '+1.5', '1.5', '-2', '-2.0', '2.', '2'], ['-2', '1.5', '2']],
  ['zero with either sign', ['-0', '0', '+0.0', '-0.00', '-.5', '-0.50', '.0'], ['-0.5', '0']],
  ['zeros that belong to a number', ['100', '10', '1.05', '1.050', '001', '1'], ['001', '1', '1.05', '10', '100']],
  ['numbers and texts, in one order', ['-7x', 'b', '-5', '-10', 'a', '3'], ['-10', '-5', '3', '-7x', 'a', 'b']],
])('%s', (_, cells, names) => {
  const { names: found, codes } = findCategories(cells, [...cells.keys()], false);
  expect(found).toEqual(names);
  expect([...new Set(codes)].toSorted((a, b) => a - b)).toEqual([...names.keys()]);
});

test('zeros after a decimal comma are dropped, and a cell with a point is then text', () => {
  const { names, codes } = findCategories(['1,50', '1,5', '1.5', '10,0', '2,'], [0, 1, 2, 3, 4], true);
  expect(names).toEqual(['1,5', '2', '10', '1.5']);
  expect([...codes]).toEqual([0, 0, 3, 2, 1]);
});
