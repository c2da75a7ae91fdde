/** Runs plain kernels on arrays and returns their outputs. */
import type { Activation, ActivationParameters } from '../../src/activations/catalogue';
import type { Device } from '../../src/engine/gpu/device';
import { plainDispatch, type PlainCall, type PlainUniform } from '../../src/engine/kernels/plain';
import { plainActivation, plainSource } from '../../src/engine/kernels/plain-sources';
import { keysOf } from '../../src/math/keys-of';
import { nanStorage, runOnce, storageOf } from './tensors';

interface PlainRun<Name extends string> extends Omit<PlainCall, 'operands'> {
  uniforms?: Record<string, PlainUniform>;
  /** Inputs. If `outputs` has the same name, the input is updated in place. Numbers become float32. */
  inputs: Record<string, ArrayLike<number>>;
  /** Lengths of the outputs. Outputs that are not inputs contain NaN beforehand. */
  outputs: Record<Name, number>;
}

/** Every output as float32. */
export async function runPlain<Name extends string>(device: Device, run: PlainRun<Name>): Promise<Record<Name, Float32Array>> {
  const { uniforms = {}, inputs, outputs, ...call } = run;
  const buffers: Record<string, GPUBuffer> = {};
  for (const [name, values] of Object.entries(inputs)) {
    const data = values instanceof Uint32Array ? values : Float32Array.from(values);
    buffers[name] = storageOf(device, name, data);
  }
  const names = keysOf(outputs);
  for (const name of names) buffers[name] ??= nanStorage(device, name, outputs[name]);
  runOnce(device, await plainDispatch(device, { ...call, operands: { ...uniforms, ...buffers } }));
  const read = await Promise.all(
    names.map(async (name) => [name, new Float32Array(await device.read(buffers[name]))] as const),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
  return Object.fromEntries(read) as Record<Name, Float32Array>;
}

/** Returns the same bits as u32. */
export const words = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length);

/** Returns the uniform with the constants that an activation's plain kernel declares; nothing if it declares none. */
function activationUniforms(kernel: string, parameters: ActivationParameters): Record<string, PlainUniform> {
  const declared = /struct Constants \{([^}]*)\}/.exec(plainSource(kernel) ?? '')?.[1];
  if (declared === undefined) return {};
  const { alpha, lambda } = parameters;
  return { constants: declared.includes('lambda') ? { alpha, lambda } : { alpha } };
}

/** Returns y = f(x) from an activation's plain kernel. */
export async function plainValues(
  device: Device,
  { name, parameters }: Activation,
  x: ArrayLike<number>,
): Promise<Float32Array> {
  const kernel = plainActivation(name);
  const { y } = await runPlain(device, {
    kernel,
    entryPoint: 'forward',
    uniforms: activationUniforms(kernel, parameters),
    inputs: { x },
    outputs: { y: x.length },
    invocations: [x.length],
  });
  return y;
}

/** Returns dx = dy·f′(x) from an activation's plain kernel. */
export async function plainGradients(
  device: Device,
  { name, parameters }: Activation,
  x: ArrayLike<number>,
  dy: ArrayLike<number>,
): Promise<Float32Array> {
  const kernel = plainActivation(name);
  const { dx } = await runPlain(device, {
    kernel,
    entryPoint: 'backward',
    uniforms: activationUniforms(kernel, parameters),
    inputs: { x, dy },
    outputs: { dx: x.length },
    invocations: [x.length],
  });
  return dx;
}

export interface PlainDropout {
  seed: number;
  layer: number;
  step: number;
  rate: number;
  coefficients: { a: number; b: number; alpha_prime: number };
}

/** Returns the units that dropout keeps, from the plain kernel. */
export async function plainMask(
  device: Device,
  { seed, layer, step, rate }: PlainDropout,
  count: number,
): Promise<Uint32Array> {
  const { keep } = await runPlain(device, {
    kernel: 'dropout/keep_mask',
    uniforms: { draw: { seed, layer, threshold: Math.floor(rate * 2 ** 32) }, step },
    inputs: {},
    outputs: { keep: count },
    invocations: [count],
  });
  return words(keep);
}

/** Returns h from y, both [count]. */
export async function plainDrop(device: Device, dropout: PlainDropout, y: ArrayLike<number>): Promise<Float32Array> {
  const { h } = await runPlain(device, {
    kernel: 'dropout/alpha_dropout',
    entryPoint: 'forward',
    uniforms: { coefficients: dropout.coefficients },
    inputs: { y, keep: await plainMask(device, dropout, y.length) },
    outputs: { h: y.length },
    invocations: [y.length],
  });
  return h;
}

/** Returns dy from dh, both [count]. */
export async function plainDropBackward(device: Device, dropout: PlainDropout, dh: ArrayLike<number>): Promise<Float32Array> {
  const { dy } = await runPlain(device, {
    kernel: 'dropout/alpha_dropout',
    entryPoint: 'backward',
    uniforms: { coefficients: dropout.coefficients },
    inputs: { dh, keep: await plainMask(device, dropout, dh.length) },
    outputs: { dy: dh.length },
    invocations: [dh.length],
  });
  return dy;
}
