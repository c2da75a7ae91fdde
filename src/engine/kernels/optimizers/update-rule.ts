/**
 * An optimizer's formula as a WGSL part of two kernels. Joined with matmul_backward_weight, it updates each parameter as soon as
 * its gradient is computed. Joined with optimizer_main, it updates parameters from stored gradients.
 */
import type { Device } from '../../gpu/device';
import { dispatch, type Access, type Dispatch, type Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** The formula's WGSL and the resources of its bind group, the second one of the kernel. */
export interface UpdateRule {
  label: string;
  /** WGSL with `fn update(i: u32, gradient: vec4f, decay: f32)` and the parts that it needs. */
  parts: readonly string[];
  bindings: readonly Access[];
  resources: readonly Resource[];
  constants: Record<string, number>;
}

/** The operands that all rules share. */
export interface RuleOperands {
  hyper: GPUBuffer;
  /** All parameters flat, f32, a multiple of 4. */
  parameters: GPUBuffer;
}

/** Stored gradients of all parameters or of a contiguous range of them. */
export interface StoredGradients {
  gradients: GPUBuffer;
  /** The index of the first parameter of the range, in floats; a multiple of 4; 0 by default. */
  first?: number;
  /** The number of leading parameters that decay (the weights), in floats; a multiple of 4. */
  decayed: number;
}

const INVOCATIONS = 64;
const MOST_WORKGROUPS = 65535;

/** Records one update of the parameters from their stored gradients. */
export function updateAll(
  device: Device,
  rule: UpdateRule,
  { gradients, first = 0, decayed }: StoredGradients,
): Promise<Dispatch> {
  const quads = gradients.size / 16;
  const shape = device.uniform(
    `${rule.label} shape`,
    pack(SHAPES['optimizers/parts/optimizer_main'], { quads, first: first / 4, decayed_quads: decayed / 4 }),
  );
  return dispatch(
    device,
    {
      label: rule.label,
      parts: [...rule.parts, LIBRARY.optimizerMain],
      bindings: ['uniform', 'read'],
      joinedBindings: rule.bindings,
      constants: rule.constants,
    },
    [shape, gradients],
    // If there are more parameters than invocations, the shader loops with a stride.
    [Math.min(Math.ceil(quads / INVOCATIONS), MOST_WORKGROUPS), 1, 1],
    rule.resources,
  );
}
