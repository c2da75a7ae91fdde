/**
 * An optimizer's formula, as the part that it is in two kernels: joined with matmul_backward_weight it updates each parameter the
 * moment its gradient is known; joined with elements it updates parameters from gradients that were kept.
 */
import type { Device } from '../../gpu/device';
import { dispatch, type Access, type Dispatch, type Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

export interface UpdateRule {
  label: string;
  /** WGSL with `fn update(i: u32, gradient: vec4f, decay: f32)`, and what it needs. */
  parts: readonly string[];
  /** Of its bind group, the second of the kernel. */
  bindings: readonly Access[];
  resources: readonly Resource[];
  constants: Record<string, number>;
}

/** What every rule updates with, and what it updates. */
export interface RuleOperands {
  hyper: GPUBuffer;
  /** All parameters flat, f32, a multiple of 4. */
  parameters: GPUBuffer;
}

/** Gradients that were kept, of all parameters or of a stretch of them. */
export interface StoredGradients {
  gradients: GPUBuffer;
  /** Where among the parameters theirs begin, in floats; a multiple of 4, 0 by default. */
  first?: number;
  /** How many floats in front of all parameters are weights, which alone decay; a multiple of 4. */
  decayed: number;
}

const INVOCATIONS = 64;
const MOST_WORKGROUPS = 65535;

/** One update of the parameters whose gradients were kept. */
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
    // Past the most workgroups the shader strides over the rest.
    [Math.min(Math.ceil(quads / INVOCATIONS), MOST_WORKGROUPS), 1, 1],
    rule.resources,
  );
}
