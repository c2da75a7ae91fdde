/** Every activation's shader by itself, value and slope, against the catalogue's float64 and the oracles. */
import { expect, test } from 'vitest';
import { oracles } from '../../tests/oracles';
import { expectNear, type Tolerance } from '../../tests/setup/expect-near';
import { hyperOf } from '../../tests/setup/hyperparameters';
import { nanStorage, runOnce, storageOf } from '../../tests/setup/tensors';
import { withDevice } from '../../tests/setup/with-device';
import type { Device } from '../engine/gpu/device';
import { dispatch } from '../engine/gpu/kernel';
import { LIBRARY } from '../engine/kernels/sources';
import { ACTIVATION_CATALOGUE, activationOf, type Activation, type ActivationParameters } from './catalogue';

const EVALUATE = `
  @group(0) @binding(0) var<uniform> hyper: Hyperparameters;
  @group(0) @binding(1) var<storage, read> x: array<f32>;
  @group(0) @binding(2) var<storage, read_write> results: array<vec2f>;
  @compute @workgroup_size(64)
  fn main(@builtin(global_invocation_id) id: vec3u) {
    if (id.x >= arrayLength(&x)) { return; }
    let y = activate(x[id.x]);
    results[id.x] = vec2f(y, slope(x[id.x], y));
  }`;

async function evaluate(device: Device, activation: Activation, constants: ActivationParameters, xs: readonly number[]) {
  const results = nanStorage(device, 'results', 2 * xs.length);
  const kernel = await dispatch(
    device,
    {
      label: `evaluate ${activation.name}`,
      parts: [LIBRARY.numerics, LIBRARY.hyperparameters, activation.shader, EVALUATE],
      bindings: ['uniform', 'read', 'write'],
    },
    [hyperOf(device, constants), storageOf(device, 'x', Float32Array.from(xs)), results],
    [Math.ceil(xs.length / 64), 1, 1],
  );
  runOnce(device, kernel);
  const floats = new Float32Array(await device.read(results));
  return { values: floats.filter((_, i) => i % 2 === 0), slopes: floats.filter((_, i) => i % 2 === 1) };
}

/** `x` > 0 and the floats on either side of it. */
function neighbours(x: number): Float32Array {
  const [bits] = new Uint32Array(Float32Array.of(x).buffer);
  return new Float32Array(Uint32Array.of(bits - 1, bits, bits + 1).buffer);
}

const LANDMARKS = [1e-30, 1e-7, 1e-4, 0.01, 20, 88, 100, 1000, 1e4];
const SWEEP = [
  ...Array.from({ length: 201 }, (_, i) => (i - 100) * 0.13),
  // The value at which numerics.wgsl switches from a series to exp, and its neighbours.
  ...[0.25, 0.5].flatMap((x) => [...neighbours(x)]),
  ...LANDMARKS,
]
  .flatMap((x) => [x, -x])
  .map(Math.fround);

/** The smallest f32 with all its digits: a device may take anything below for 0. */
const SMALLEST = 2 ** -126;

/** WGSL grants exp(x) 3 + 2|x| units in the last place of 2⁻²³; a handful of operations around it add 8. */
const ofExponential = (x: number): number => (11 + 2 * Math.abs(x)) * 2 ** -23;

/** GELU's Φ has an absolute error of 8e-8 (Abramowitz and Stegun 7.1.26), everything else a relative one. */
const valueTolerance = ({ name }: Activation, x: number): Tolerance =>
  name === 'gelu'
    ? { absolute: 1.5e-7 * Math.abs(x), relative: 3e-7 }
    : { absolute: SMALLEST * (1 + Math.abs(x)), relative: ofExponential(x) };

/** Slopes of GELU and SiLU cross 0, where their terms cancel. */
const slopeTolerance = ({ name }: Activation, x: number): Tolerance => ({
  absolute: name === 'gelu' || name === 'silu' ? 5e-7 : SMALLEST,
  relative: ofExponential(x),
});

test.each(ACTIVATION_CATALOGUE)('$name: value and slope from −10000 to 10000', (activation) =>
  withDevice(async (device) => {
    for (const given of [
      activation.parameters,
      { alpha: 0.7, lambda: 1.3, unitScale: 1 },
      { alpha: 0.7, lambda: 1.3, unitScale: 3 },
    ]) {
      // As f32 holds them.
      const constants = { alpha: Math.fround(given.alpha), lambda: Math.fround(given.lambda), unitScale: given.unitScale };
      const { values, slopes } = await evaluate(device, activation, constants, SWEEP);
      SWEEP.forEach((x, i) => {
        const value = activation.value(x, constants);
        expectNear([values[i]], [value], valueTolerance(activation, x), `value at ${x}`);
        expectNear([slopes[i]], [activation.slope(x, value, constants)], slopeTolerance(activation, x), `slope at ${x}`);
      });
    }
  }),
);

test('SELU keeps its digits just below 0 and far below', () =>
  withDevice(async (device) => {
    const selu = activationOf('selu');
    // The oracle's x are not all f32; near a point a relative change of x is one of y.
    const { x, y, dydx } = oracles.selu;
    const { values, slopes } = await evaluate(device, selu, selu.parameters, x);
    expectNear(values, y, { absolute: 0, relative: 1e-6 }, 'value');
    x.forEach((at, i) => {
      expectNear([slopes[i]], [dydx[i]], { absolute: SMALLEST, relative: ofExponential(at) }, `slope at ${at}`);
    });
    const tiny = Array.from({ length: 120 }, (_, i) => Math.fround(-0.7 * 1.4 ** -i));
    const { values: near } = await evaluate(device, selu, selu.parameters, tiny);
    const expected = tiny.map((at) => 1.7580993408473768 * Math.expm1(at));
    expectNear(near, expected, { absolute: 0, relative: 1e-6 }, 'value just below 0');
  }));

test('at a kink the slope is the left one, from either zero', () =>
  withDevice(async (device) => {
    for (const { name, left } of [
      { name: 'selu', left: Math.fround(1.7580993408473768) },
      { name: 'relu', left: 0 },
      { name: 'leaky-relu', left: Math.fround(0.01) },
    ] as const) {
      const activation = activationOf(name);
      const { values, slopes } = await evaluate(device, activation, activation.parameters, [0, -0]);
      expect([...values].map(Math.abs), name).toEqual([0, 0]);
      expectNear(slopes, [left, left], { absolute: 0, relative: 2e-7 }, `slope of ${name}`);
    }
  }));
