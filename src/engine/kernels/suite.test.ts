/** Checks that every kernel has a wrapper, a float64 twin and a test that compares them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { architectureViolations, isPart } from '../../../scripts/check-architecture.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const FILES = readdirSync(path.join(ROOT, 'shaders'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.wgsl'));

const PLAIN = FILES.filter((file) => file.startsWith('plain/')).map((file) => file.slice('plain/'.length));

const SHADERS = FILES.filter((file) => !file.startsWith('plain/') && !isPart(`shaders/${file}`)).map((file) =>
  file.replace('.wgsl', ''),
);

test('each shader has a wrapper and a twin', () => {
  expect(SHADERS.length).toBeGreaterThan(5);
  expect(architectureViolations(ROOT).filter((violation) => violation.startsWith('shaders/'))).toEqual([]);
});

test.each(SHADERS)('a test compares %s.wgsl with its twin', (shader) => {
  const name = shader.replaceAll('_', '-');
  const file = path.join(import.meta.dirname, `${name}.gpu.test.ts`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const module of [`./${path.posix.basename(name)}`, `../../reference/${name}`]) {
    expect(text.includes(`from '${module}'`), `src/engine/kernels/${name}.gpu.test.ts imports ${module}`).toBe(true);
  }
});

// The test of the activations runs every file in their folder.
test.each(PLAIN.filter((file) => !file.startsWith('activations/')))('a test runs plain/%s', (file) => {
  const kernel = file.replace('.wgsl', '');
  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('plain.gpu.test.ts'),
  );
  const texts = [...tests.map((name) => path.join(import.meta.dirname, name)), path.join(ROOT, 'tests/setup/plain.ts')];
  expect(texts.some((name) => readFileSync(name, 'utf8').includes(`'${kernel}'`))).toBe(true);
});

test.each(PLAIN)('plain/%s begins with its formula and joins no other part', (file) => {
  const text = readFileSync(path.join(ROOT, 'shaders/plain', file), 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines[1]).toMatch(/^\/\/ {3}\S.*[=←]/);
  expect(text).toMatch(/One invocation/);
  expect(text).not.toContain('vec4f');
});
