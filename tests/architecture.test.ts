import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { architectureViolations } from '../scripts/check-architecture.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'architecture-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function violationsOf(files: Record<string, string>): string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return architectureViolations(root);
}

const soundKernel = {
  'shaders/lib/noise.wgsl': '',
  'shaders/matmul/outer_product.wgsl': '',
  'shaders/plain/matmul/outer_product.wgsl': '',
  'src/engine/kernels/matmul/outer-product.ts': `
    import noise from '../../../../shaders/lib/noise.wgsl?raw';
    import source from '../../../../shaders/matmul/outer_product.wgsl?raw';
    import type { Device } from '../../gpu/device';`,
  'src/engine/reference/matmul/outer-product.ts': 'export const outerProduct = 1;',
  'src/engine/gpu/device.ts': 'export interface Device { gpu: GPUDevice }',
};

test('finds no violation in a correct tree', () => {
  expect(
    violationsOf({
      ...soundKernel,
      'src/page/main.ts': `import './shell/page';`,
      'src/page/shell/page.ts': `import { draw } from '../charts/draw'; import { GpuUnavailable } from '../../engine/gpu/errors';`,
      'src/page/charts/draw.ts': 'export const draw = 1;',
      'src/engine/gpu/errors.ts': 'export class GpuUnavailable extends Error {}',
    }),
  ).toEqual([]);
});

test('finds an import from a room below, including that of a type', () => {
  expect(
    violationsOf({
      'src/math/erf.ts': `import type { Trainer } from '../engine/training/trainer';`,
      'src/engine/training/trainer.ts': 'export interface Trainer {}',
    }),
  ).toEqual([
    'src/math/erf.ts imports src/engine/training/trainer.ts: math is above engine/training in the order of rooms, and imports only point upwards in it',
  ]);
});

test('finds a file in no room', () => {
  expect(violationsOf({ 'src/components/page.ts': '' })).toEqual([
    'src/components/page.ts is in no room of src/: add its room to ROOMS in scripts/check-architecture.mjs',
  ]);
});

test('finds WebGPU outside the engine', () => {
  expect(violationsOf({ 'src/worker/entry.ts': 'const adapter = await navigator.gpu.requestAdapter();' })).toEqual([
    'src/worker/entry.ts:1 has WebGPU, which only src/engine/ touches',
  ]);
});

test('finds an import of the engine in the page', () => {
  expect(
    violationsOf({
      'src/page/shell/page.ts': `import { Device } from '../../engine/gpu/device'; import { serve } from '../../worker/entry';`,
      'src/engine/gpu/device.ts': '',
      'src/worker/entry.ts': '',
    }),
  ).toHaveLength(2);
});

test('finds a cycle', () => {
  const gpu = 'src/engine/gpu';
  expect(
    violationsOf({ [`${gpu}/a.ts`]: `import './b';`, [`${gpu}/b.ts`]: `import './c';`, [`${gpu}/c.ts`]: `import './b';` }),
  ).toEqual([`import cycle: ${gpu}/b.ts → ${gpu}/c.ts → ${gpu}/b.ts`]);
});

test('finds a folder with more than 25 files', () => {
  const files = Array.from({ length: 26 }, (_, i) => [`src/math/f${i}.ts`, ''] as const);
  expect(violationsOf(Object.fromEntries(files))).toEqual(['src/math/ has 26 files of its own; at most 25 are allowed']);
});

test('finds a shader without a wrapper or twin, and an unused part', () => {
  const {
    'src/engine/kernels/matmul/outer-product.ts': _wrapper,
    'src/engine/reference/matmul/outer-product.ts': _twin,
    ...orphans
  } = soundKernel;
  expect(violationsOf(orphans)).toEqual([
    'no file in src/ imports shaders/lib/noise.wgsl',
    'shaders/matmul/outer_product.wgsl has no wrapper: src/engine/kernels/matmul/outer-product.ts should import it',
    'shaders/matmul/outer_product.wgsl has no float64 twin: src/engine/reference/matmul/outer-product.ts should have it',
  ]);
});

test('finds a kernel that trains without a plain shader, and a plain shader of more than 40 lines', () => {
  const { 'shaders/plain/matmul/outer_product.wgsl': _plain, ...without } = soundKernel;
  expect(violationsOf({ ...without, 'shaders/plain/matmul/long.wgsl': '//\n'.repeat(41) })).toEqual([
    'shaders/matmul/outer_product.wgsl has no plain shader: add shaders/plain/matmul/outer_product.wgsl',
    'shaders/plain/matmul/long.wgsl has 41 lines; a plain shader has at most 40',
  ]);
  expect(
    violationsOf({ 'shaders/plain/matmul/outer_product.wgsl': '', 'shaders/plain/matmul/long.wgsl': '//\n'.repeat(40) }),
  ).toEqual([]);
});

test('finds code that the content security policy blocks', () => {
  const violations = violationsOf({
    'src/page/shell/page.ts': [
      'html`<p style="color: red"></p>`;',
      "const page = await fetch('https://example.com/data.json');",
      'html`<p .style=${colour}><a href="https://arxiv.org/abs/1706.02515"></a></p>`;',
    ].join('\n'),
  });
  expect(violations.map((violation) => violation.split(' ')[0])).toEqual([
    'src/page/shell/page.ts:1',
    'src/page/shell/page.ts:2',
  ]);
});
