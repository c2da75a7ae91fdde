/**
 * Adds an activation, a dataset, a normalisation and a view to a copy of the project with exactly the edits that CONTRIBUTING.md describes, and
 * tests that the copy uses them: types, structure, menus, links, kernels, training and board. The tests wait for other processes, so
 * they run at once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EDITS } from './edits';
import { copyWith, remove, run } from './working-copy';

let folder: string;
beforeAll(() => {
  folder = copyWith(EDITS);
});
afterAll(() => remove(folder));

// The time limit must not fail on a slow or busy machine.
const OPTIONS = ['--config', 'tests/extending/vitest.config.ts', '--reporter', 'verbose', '--testTimeout', '120000'];

/** Returns the output of Vitest in the copy. */
const vitest = (project: string, ...parameters: string[]) =>
  run(folder, 'node_modules/vitest/vitest.mjs', 'run', ...OPTIONS, '--project', project, ...parameters);

test.concurrent('types and structure are correct', async () => {
  await run(folder, 'node_modules/typescript/bin/tsc');
  expect(await run(folder, 'scripts/check-architecture.mjs')).toContain('architecture: sound');
});

test.concurrent('menus, links, defaults and the catalogues’ tests pass', async () => {
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

test.concurrent('the shader agrees with its record, and a network trains', async () => {
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

test.concurrent('the board shows the view', async () => {
  expect(await vitest('browser', 'tests/added.page.test.ts')).toMatch(/Tests .*1 passed/);
});
