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
  'shaders/outer_product.wgsl': '',
  'src/kernels/outer-product.ts': `
    import noise from '../../shaders/lib/noise.wgsl?raw';
    import source from '../../shaders/outer_product.wgsl?raw';
    import type { Device } from '../gpu/device';`,
  'src/reference/outer-product.ts': 'export const outerProduct = 1;',
  'src/gpu/device.ts': 'export interface Device {}',
};

test('finds nothing in a sound tree', () => {
  expect(
    violationsOf({
      ...soundKernel,
      'src/main.ts': `import './components/page';`,
      'src/components/page.ts': `import { draw } from '../charts/draw'; import { GpuUnavailable } from '../gpu/errors';`,
      'src/charts/draw.ts': 'export const draw = 1;',
      'src/gpu/errors.ts': 'export class GpuUnavailable extends Error {}',
    }),
  ).toEqual([]);
});

test('finds an import upwards, of a type too', () => {
  const [violation, ...others] = violationsOf({
    'src/theory/erf.ts': `import type { Trainer } from '../training/trainer';`,
    'src/training/trainer.ts': 'export interface Trainer {}',
  });
  expect(violation).toMatch(/^src\/theory\/erf\.ts imports src\/training\/trainer\.ts: theory may import /);
  expect(others).toEqual([]);
});

test('keeps the components out of the engine', () => {
  expect(
    violationsOf({
      'src/components/page.ts': `import { Device } from '../gpu/device'; import { serve } from '../worker/entry';`,
      'src/gpu/device.ts': '',
      'src/worker/entry.ts': '',
    }),
  ).toHaveLength(2);
});

test('finds a cycle', () => {
  expect(
    violationsOf({ 'src/gpu/a.ts': `import './b';`, 'src/gpu/b.ts': `import './c';`, 'src/gpu/c.ts': `import './b';` }),
  ).toEqual(['import cycle: src/gpu/b.ts → src/gpu/c.ts → src/gpu/b.ts']);
});

test('finds a shader without a wrapper, without a twin, and a part that nothing uses', () => {
  const { 'src/kernels/outer-product.ts': _wrapper, 'src/reference/outer-product.ts': _twin, ...orphans } = soundKernel;
  expect(violationsOf(orphans)).toEqual([
    'shaders/lib/noise.wgsl is imported by nothing in src/',
    'shaders/outer_product.wgsl has no wrapper: src/kernels/outer-product.ts should import it',
    'shaders/outer_product.wgsl has no float64 twin: src/reference/outer-product.ts should hold it',
  ]);
});

test('finds what the content security policy would refuse', () => {
  const violations = violationsOf({
    'src/components/page.ts': [
      'html`<p style="color: red"></p>`;',
      "const page = await fetch('https://example.com/data.json');",
      'html`<p .style=${colour}><a href="https://arxiv.org/abs/1706.02515"></a></p>`;',
    ].join('\n'),
  });
  expect(violations.map((violation) => violation.split(' ')[0])).toEqual([
    'src/components/page.ts:1',
    'src/components/page.ts:2',
  ]);
});
