import { expect, test } from 'vitest';
import { runOnce, storageOf } from '../../../tests/setup/tensors';
import { withDevice } from '../../../tests/setup/with-device';
import { ShaderCompileError, ShapeError } from './errors';
import { compile, dispatch, type KernelDefinition } from './kernel';

const DOUBLE = `@group(0) @binding(0) var<uniform> count: u32;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
override FACTOR: f32 = 2.0;
@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < count) { values[id.x] = scaled(values[id.x]); }
}`;

const SCALED = 'fn scaled(x: f32) -> f32 { return FACTOR * x; }';

const DEFINITION: KernelDefinition = { label: 'double', parts: [SCALED, DOUBLE], bindings: ['uniform', 'write'] };

test('joins its parts, takes its constants and runs', () =>
  withDevice(async (device) => {
    const count = device.uniform('count', Uint32Array.of(3));
    const values = storageOf(device, 'values', Float32Array.of(1, 2, 3, 4));
    const doubled = await dispatch(device, DEFINITION, [count, values], [1, 1, 1]);
    const tripled = await dispatch(device, { ...DEFINITION, constants: { FACTOR: 3 } }, [count, { buffer: values }], [1, 1, 1]);
    runOnce(device, doubled, tripled);
    expect([...new Float32Array(await device.read(values))]).toEqual([6, 12, 18, 4]);
  }));

test('a second group of bindings serves a joined part', () =>
  withDevice(async (device) => {
    const joined =
      '@group(1) @binding(0) var<storage, read> offset: f32;\nfn scaled(x: f32) -> f32 { return x + FACTOR * offset; }';
    const definition: KernelDefinition = { ...DEFINITION, label: 'shift', parts: [joined, DOUBLE], joinedBindings: ['read'] };
    const count = device.uniform('count', Uint32Array.of(2));
    const values = storageOf(device, 'values', Float32Array.of(1, 2));
    const offset = storageOf(device, 'offset', Float32Array.of(10));
    runOnce(device, await dispatch(device, definition, [count, values], [1, 1, 1], [offset]));
    expect([...new Float32Array(await device.read(values))]).toEqual([21, 22]);
    await expect(dispatch(device, definition, [count, values], [1, 1, 1])).rejects.toThrow(
      new ShapeError('shift takes 1 bindings; got 0'),
    );
  }));

test('compiles once for each set of constants', () =>
  withDevice(async (device) => {
    const definition = { ...DEFINITION, label: 'cached' };
    const [first, again, other] = await Promise.all([
      compile(device, definition),
      compile(device, { ...definition }),
      compile(device, { ...definition, constants: { FACTOR: 5 } }),
    ]);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  }));

test('a broken shader names its line in the joined source, and is tried again', () =>
  withDevice(async (device) => {
    const broken = { ...DEFINITION, label: 'broken', parts: [SCALED, DOUBLE.replace('id.x < count', 'id.x < cuont')] };
    // The browser also reports the error as uncaptured.
    device.gpu.pushErrorScope('validation');
    const attempts = [compile(device, broken), compile(device, broken)];
    const errors = await Promise.all(attempts.map((attempt) => attempt.catch((error: unknown) => error)));
    const third: unknown = await compile(device, broken).catch((error: unknown) => error);
    await device.gpu.popErrorScope();
    for (const error of [...errors, third]) {
      if (!(error instanceof ShaderCompileError)) throw new Error(`expected a ShaderCompileError, got ${String(error)}`);
      expect(error.line).toBe(7);
      expect(error.source).toBe('  if (id.x < cuont) { values[id.x] = scaled(values[id.x]); }');
      expect(error.message).toMatch(/^broken, line 7: .*cuont/);
    }
    expect([...device.pipelines.keys()].some((key) => key.startsWith('broken'))).toBe(false);
  }));

test('an error without a source line is rethrown unchanged', () =>
  withDevice(async (device) => {
    // More invocations than any device has, known only once the constant is set.
    const parts = [SCALED, DOUBLE.replace('@workgroup_size(4)', '@workgroup_size(GROUP)'), 'override GROUP: u32 = 4;'];
    const attempt = compile(device, { ...DEFINITION, label: 'oversized', parts, constants: { GROUP: 1 << 20 } });
    await expect(attempt).rejects.not.toBeInstanceOf(ShaderCompileError);
  }));

test('rejects a wrong number of bindings, and too many workgroups', () =>
  withDevice(async (device) => {
    const count = device.uniform('count', Uint32Array.of(3));
    const values = device.storage('values', 16);
    await expect(dispatch(device, DEFINITION, [count], [1, 1, 1])).rejects.toThrow(
      new ShapeError('double takes 2 bindings; got 1'),
    );
    const most = device.gpu.limits.maxComputeWorkgroupsPerDimension;
    await expect(dispatch(device, DEFINITION, [count, values], [1, most + 1, 1])).rejects.toThrow(
      new ShapeError(`double needs 1 × ${most + 1} × 1 workgroups; the limit is ${most} per dimension`),
    );
  }));
