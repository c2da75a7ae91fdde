import shader from '../../../../shaders/normalization/weight_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';

/** The operands of weight_norm for `layers` layers of one shape. Each tensor is the first of `layers` contiguous ones. */
export interface WeightNorm {
  layers: number;
  /** [in, out]: V */
  v: Tensor;
  /** [1, out]: γ */
  norm: Tensor;
  /** Receives W, [in, out]. */
  weight: Tensor;
}

const INVOCATIONS = 32;

/** Records the kernel W = γ·V/‖V‖. Throws a ShapeError if the shapes do not match. */
export async function weightNorm(device: Device, { layers, v, norm, weight }: WeightNorm): Promise<Dispatch> {
  weight.expect(v.rows, v.columns);
  norm.expect(1, v.columns);
  return dispatch(
    device,
    { label: 'weight_norm', parts: [shader], bindings: ['uniform', 'read', 'read', 'write'] },
    [
      weightNormShape(device, 'normalization/weight_norm', v, norm),
      v.bindingOf(layers),
      norm.bindingOf(layers),
      weight.bindingOf(layers),
    ],
    [Math.ceil(v.quads / INVOCATIONS), layers, 1],
  );
}

/** Returns the Shape uniform of `kernel` for layers with the shapes of V and γ. */
export function weightNormShape(
  device: Device,
  kernel: 'normalization/weight_norm' | 'normalization/weight_norm_backward',
  v: Tensor,
  norm: Tensor,
): GPUBuffer {
  return device.uniform(
    `${kernel} shape`,
    pack(SHAPES[kernel], {
      inputs: v.rows,
      quads: v.quads,
      weight_stride: v.length / 4,
      norm_stride: norm.length / 4,
    }),
  );
}
