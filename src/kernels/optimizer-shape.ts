/** What the three optimizer kernels share: the flat parameters of a network, weights first. */
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';

export interface OptimizerOperands {
  lane: GPUBuffer;
  /** All of them flat, f32, a multiple of 4. */
  parameters: GPUBuffer;
  gradients: GPUBuffer;
  /** How many floats in front are weights, which alone decay; a multiple of 4. */
  decayed: number;
}

const INVOCATIONS = 64;
const MOST_WORKGROUPS = 65535;

export function optimizerShape(device: Device, { parameters, decayed }: OptimizerOperands): GPUBuffer {
  return device.uniform('optimizer shape', new Uint32Array([parameters.size / 16, decayed / 4]));
}

/** Past the most workgroups the shader strides over the rest. */
export function optimizerWorkgroups({ parameters }: OptimizerOperands): Dispatch['workgroups'] {
  return [Math.min(Math.ceil(parameters.size / 16 / INVOCATIONS), MOST_WORKGROUPS), 1, 1];
}
