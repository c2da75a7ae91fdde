import { expect, test } from 'vitest';
import { completeExperiment } from '../../experiment/defaults';
import { expectedShape } from './data-shape';

test.each([
  // 150 flowers, a quarter of them held out; MNIST's makers divided it.
  { name: 'iris', trainingRows: 112, heldOutRows: 38 },
  { name: 'mnist', trainingRows: 60_000, heldOutRows: 10_000 },
] as const)('$name is expected with its own split', ({ name, ...rows }) => {
  expect(expectedShape(completeExperiment({ dataset: { name } }))).toMatchObject(rows);
});

test('nothing is expected of own rows', () => {
  expect(expectedShape(completeExperiment({ dataset: { name: 'custom' } }))).toBeNull();
});
