/** Whether four consecutive invocations form a subgroup quad, as the kernels that share by quadBroadcast assume. */
import shader from '../../../../shaders/matmul/quad_order.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { Plan, submit } from '../../gpu/plan';
import { LIBRARY } from '../sources';

/** Invocations of the workgroup that is asked. */
export const INVOCATIONS = 64;

/** `members` [64, 4], f32: with whom each invocation shares. Throws a ShaderCompileError where the device has no subgroups. */
export function quadOrder(device: Device, members: GPUBuffer): Promise<Dispatch> {
  const definition = { label: 'sharing_order', parts: [LIBRARY.quadBroadcast, shader], bindings: ['write'] as const };
  return dispatch(device, definition, [members], [1, 1, 1]);
}

const results = new WeakMap<Device, Promise<boolean>>();

/** Asks a device once. */
export function hasQuadOrder(device: Device): Promise<boolean> {
  let answer = results.get(device);
  if (!answer) {
    answer = device.subgroups ? measureQuadOrder(device) : Promise.resolve(false);
    results.set(device, answer);
  }
  return answer;
}

/** A device that cannot be asked does without. */
async function measureQuadOrder(device: Device): Promise<boolean> {
  const members = device.storage('sharing order', INVOCATIONS * 16);
  try {
    submit(device.gpu, new Plan('sharing order', [await quadOrder(device, members)]));
    const got = new Float32Array(await device.read(members));
    return got.every((member, at) => member === 4 * Math.floor(at / 16) + (at % 4));
  } catch {
    return false;
  } finally {
    members.destroy();
  }
}
