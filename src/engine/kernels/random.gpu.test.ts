/** Tests shaders/lib/random.wgsl and permutation.wgsl: they give the same bits as src/math. */
import { expect, test } from 'vitest';
import { runOnce, storageOf } from '../../../tests/setup/tensors';
import { withDevice } from '../../../tests/setup/with-device';
import type { Device } from '../gpu/device';
import { dispatch } from '../gpu/kernel';
import { permute } from '../../math/permutation';
import { PURPOSES, streamKey, uniforms } from '../../math/random-stream';
import { threefry } from '../../math/threefry';
import { LIBRARY } from './sources';

/** Runs `body`, WGSL that computes a vec2u `result` from a vec4u `call`, for each call of four words. */
async function evaluate(device: Device, body: string, calls: Uint32Array): Promise<Uint32Array> {
  const count = calls.length / 4;
  const results = storageOf(device, 'results', new Uint32Array(2 * count).fill(0xffffffff));
  const code = `
    @group(0) @binding(0) var<storage, read> calls: array<vec4u>;
    @group(0) @binding(1) var<storage, read_write> results: array<vec2u>;
    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x >= arrayLength(&calls)) { return; }
      let call = calls[id.x];
      var result = vec2u();
      ${body}
      results[id.x] = result;
    }`;
  const kernel = await dispatch(
    device,
    { label: 'evaluate', parts: [LIBRARY.random, LIBRARY.permutation, code], bindings: ['read', 'write'] },
    [storageOf(device, 'calls', calls), results],
    [Math.ceil(count / 64), 1, 1],
  );
  runOnce(device, kernel);
  return new Uint32Array(await device.read(results));
}

test('threefry equals Random123’s known answers, and the host for random keys and counters', () =>
  withDevice(async (device) => {
    // kat_vectors of Random123, "threefry2x32 20": counter, key → words.
    const known = [
      { key: [0, 0], counter: [0, 0], words: [0x6b200159, 0x99ba4efe] },
      { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
      { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], words: [0xc4923a9c, 0x483df7a0] },
    ];
    const random = Array.from(uniforms({ seed: 1, purpose: 'noise' }, 4 * 500), (u) => Math.floor(u * 2 ** 32));
    const calls = Uint32Array.from([...known.flatMap(({ key, counter }) => [...key, ...counter]), ...random]);
    const expected = new Uint32Array(calls.length / 2);
    for (let i = 0; i < calls.length; i += 4) threefry(calls[i], calls[i + 1], calls[i + 2], calls[i + 3], expected, i / 2);
    expect([...expected.subarray(0, 6)]).toEqual(known.flatMap(({ words }) => words));
    expect(await evaluate(device, 'result = threefry(call.xy, call.zw);', calls)).toEqual(expected);
  }));

test('the keys of the random streams equal the host’s', () =>
  withDevice(async (device) => {
    const layers = [0, 1, 127, 65535];
    const calls = Uint32Array.from(layers.flatMap((layer) => [layer, 0, 0, 0]));
    const dropout = await evaluate(device, 'result = stream_key(7u, PURPOSE_DROPOUT, call.x);', calls);
    expect([...dropout]).toEqual(layers.flatMap((layer) => [7, streamKey('dropout', layer)]));
    const batch = await evaluate(device, 'result = vec2u(PURPOSE_DROPOUT, PURPOSE_BATCH);', calls.subarray(0, 4));
    expect([...batch]).toEqual([PURPOSES.dropout, PURPOSES.batch]);
  }));

// Sizes around the powers of four that the Feistel network covers, and one that needs 9 bits per half.
test('permute equals the host over whole sets and over parts of large ones', () =>
  withDevice(async (device) => {
    const cases = [1, 2, 3, 5, 63, 64, 65, 255, 256, 257, 1000, 4096, 4097, 70_000, 2 ** 31 - 1].flatMap((size) =>
      [
        { seed: 0, epoch: 0 },
        { seed: 0xffffffff, epoch: 123_456 },
      ].map((key) => ({ size, ...key })),
    );
    const calls = cases.flatMap(({ size, seed, epoch }) => {
      const count = Math.min(size, 500);
      return Array.from({ length: count }, (_, i) => [size - 1 - i, size, seed, epoch]);
    });
    const got = await evaluate(device, 'result.x = permute(call.x, call.y, call.z, call.w);', Uint32Array.from(calls.flat()));
    const expected = calls.map(([index, size, seed, epoch]) => permute(index, size, seed, epoch));
    expect(got.filter((_, i) => i % 2 === 0)).toEqual(Uint32Array.from(expected));
  }));
