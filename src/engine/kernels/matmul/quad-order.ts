/** Checks that four consecutive invocations form a subgroup quad, as the kernels with quadBroadcast assume. */
import shader from '../../../../shaders/matmul/quad_order.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { Plan, submit } from '../../gpu/plan';
import { LIBRARY } from '../sources';

/** Invocations of the test's single workgroup. */
export const INVOCATIONS = 64;

/**
 * Records the kernel that writes the quad of each invocation. Throws a ShaderCompileError if the device has no subgroups.
 *
 * @param members receives the indices of the four invocations of each invocation's quad, [64, 4], f32
 */
export function quadOrder(device: Device, members: GPUBuffer): Promise<Dispatch> {
  const definition = { label: 'quad_order', parts: [LIBRARY.quadBroadcast, shader], bindings: ['write'] as const };
  return dispatch(device, definition, [members], [1, 1, 1]);
}

const results = new WeakMap<Device, Promise<boolean>>();

/** Resolves to whether four consecutive invocations form a subgroup quad. Measures each device once. */
export function hasQuadOrder(device: Device): Promise<boolean> {
  let result = results.get(device);
  if (!result) {
    result = device.subgroups ? measureQuadOrder(device) : Promise.resolve(false);
    results.set(device, result);
  }
  return result;
}

/** Measures the quads of a device. A device on which the kernel fails counts as one without quads. */
async function measureQuadOrder(device: Device): Promise<boolean> {
  const members = device.storage('quad order', INVOCATIONS * 16);
  try {
    submit(device.gpu, new Plan('quad order', [await quadOrder(device, members)]));
    const got = new Float32Array(await device.read(members));
    return got.every((member, at) => member === 4 * Math.floor(at / 16) + (at % 4));
  } catch {
    return false;
  } finally {
    members.destroy();
  }
}
