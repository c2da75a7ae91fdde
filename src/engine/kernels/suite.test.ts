/** Whether the suite is whole: every kernel with its wrapper, its float64 twin, and a test that holds one against the other. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { architectureViolations } from '../../../scripts/check-architecture.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const SHADERS = readdirSync(path.join(ROOT, 'shaders'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.wgsl') && !/^(lib|activations|dropout|plain)\/|\/parts\//.test(file))
  .map((file) => file.replace('.wgsl', ''));

test('there are shaders, and each has a wrapper and a twin', () => {
  expect(SHADERS.length).toBeGreaterThan(5);
  expect(architectureViolations(ROOT).filter((violation) => violation.startsWith('shaders/'))).toEqual([]);
});

test.each(SHADERS)('%s.wgsl is held against its twin', (shader) => {
  const name = shader.replaceAll('_', '-');
  const file = path.join(import.meta.dirname, `${name}.gpu.test.ts`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const module of [`./${path.posix.basename(name)}`, `../../reference/${name}`]) {
    expect(text.includes(`from '${module}'`), `src/engine/kernels/${name}.gpu.test.ts imports ${module}`).toBe(true);
  }
});
