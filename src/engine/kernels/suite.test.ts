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

const PLAIN = readdirSync(path.join(ROOT, 'shaders/plain'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.wgsl'));

// The activations' test takes every file of its folder.
test.each(PLAIN.filter((file) => !file.startsWith('activations/')))('plain/%s is run by a test', (file) => {
  const kernel = file.replace('.wgsl', '');
  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('plain.gpu.test.ts'),
  );
  const texts = [...tests.map((name) => path.join(import.meta.dirname, name)), path.join(ROOT, 'tests/setup/plain.ts')];
  expect(texts.some((name) => readFileSync(name, 'utf8').includes(`'${kernel}'`))).toBe(true);
});

test.each(PLAIN)('plain/%s begins with its formula, and reads alone', (file) => {
  const text = readFileSync(path.join(ROOT, 'shaders/plain', file), 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines[1]).toMatch(/^\/\/ {3}\S.*[=←]/);
  expect(text).toMatch(/One invocation/);
  expect(text).not.toContain('vec4f');
});
