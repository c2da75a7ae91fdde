/**
 * Adds an activation, a dataset, a normalisation and a view to a copy of the project through exactly the edits that CONTRIBUTING.md describes, and
 * shows that they are in use there: types, structure, menus, links, kernels, training and board.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EDITS } from './edits';
import { copyWith, remove, run } from './working-copy';

let folder: string;
beforeAll(() => {
  folder = copyWith(EDITS);
});
afterAll(() => remove(folder));

// Neither a slow machine nor one under load is a failure.
const OPTIONS = ['--config', 'tests/extending/vitest.config.ts', '--reporter', 'verbose', '--testTimeout', '120000'];

/** What Vitest prints in the copy. */
const vitest = (project: string, ...parameters: string[]) =>
  run(folder, 'node_modules/vitest/vitest.mjs', 'run', ...OPTIONS, '--project', project, ...parameters);

test('the types and the structure of the code hold', async () => {
  await run(folder, 'node_modules/typescript/bin/tsc');
  expect(await run(folder, 'scripts/check-architecture.mjs')).toContain('architecture: sound');
});

test('menus, links, defaults and the tests of the catalogues', async () => {
  const printed = await vitest(
    'unit',
    'tests/added.test.ts',
    'tests/rowwise.test.ts',
    'src/engine/reference/hidden-layer.test.ts',
    'src/activations/catalogue.test.ts',
    'src/data/load.test.ts',
    'src/experiment/fields.test.ts',
  );
  expect(printed).toMatch(/softsign.*finite wherever float32 is/);
});

test('the shader agrees with its record, and a network trains', async () => {
  const printed = await vitest(
    'node-gpu',
    'tests/added.gpu.test.ts',
    'tests/rowwise.gpu.test.ts',
    'src/activations/activations.gpu.test.ts',
    '-t',
    'softsign|trains|rowwise',
  );
  expect(printed).toMatch(/✓.*softsign.*value and slope/);
  expect(printed).toMatch(/Tests .*3 passed/);
});

test('the board shows the view', async () => {
  expect(await vitest('browser', 'tests/added.page.test.ts')).toMatch(/Tests .*1 passed/);
});
