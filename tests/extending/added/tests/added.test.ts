/** What was added appears in the menus and in the defaults. */
import { expect, test } from 'vitest';
import { loadDataset } from '../src/data/load';
import { fieldOf } from '../src/experiment/fields';
import { completeExperiment } from '../src/experiment/defaults';
import { experimentFromHash } from '../src/experiment/url';
import { headline } from '../src/page/shell/headline';

function choicesOf(path: string): readonly unknown[] {
  const field = fieldOf(path);
  return field.kind === 'choice' ? field.choices : [];
}

test('the menus offer it', () => {
  expect(choicesOf('lane.activation')).toContainEqual({ value: 'softsign', label: 'Softsign' });
  expect(choicesOf('dataset.name')).toContainEqual({ value: 'checkerboard', label: 'Checkerboard' });
  expect(fieldOf('dataset.noise').usedWhen?.values).toContain('checkerboard');
});

test('a link names it, and its record fills in the rest', () => {
  const { dataset, lanes } = experimentFromHash('v=1&dataset.name=checkerboard&lanes=1&lanes.0.activation=softsign');
  expect(dataset).toMatchObject({ name: 'checkerboard', samples: 2000, noise: 0.02, heldOut: 0.25 });
  expect(lanes).toMatchObject([{ activation: 'softsign', initialization: 'lecun-normal' }]);
});

test('the dataset loads, and the headline names it', async () => {
  const { dataset } = completeExperiment({ dataset: { name: 'checkerboard', samples: 40, noise: 0 } });
  const { inputs, labels, trainingRows, heldOutRows } = await loadDataset(dataset, 'https://example.org/');
  expect([trainingRows, heldOutRows]).toEqual([30, 10]);
  labels.forEach((label, row) => {
    const [column, line] = [inputs[2 * row], inputs[2 * row + 1]].map((at) => Math.floor(2 * (at + 1)));
    expect((column + line) % 2).toBe(label);
  });
  expect(headline(completeExperiment({ dataset: { name: 'checkerboard' } })).what).toContain('checkerboard');
});
