import shader from '../../../../shaders/normalization/weight_norm_backward.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { weightNormShape } from './weight-norm';

/**
 * The operands of weight_norm_backward for `layers` layers of one shape. Each tensor is the first of `layers` contiguous ones.
 */
export interface WeightNormBackward {
  layers: number;
  /** [in, out]: V */
  v: Tensor;
  /** [1, out]: γ */
  norm: Tensor;
  /** [in, out]: dW, which the kernel overwrites with dV. */
  weightGradient: Tensor;
  /** Receives dγ, [1, out]. */
  normGradient: Tensor;
}

const INVOCATIONS = 32;

/** Records the kernel that computes dV and dγ from dW. Throws a ShapeError if the shapes do not match. */
export async function weightNormBackward(device: Device, operands: WeightNormBackward): Promise<Dispatch> {
  const { layers, v, norm, weightGradient, normGradient } = operands;
  weightGradient.expect(v.rows, v.columns);
  for (const tensor of [norm, normGradient]) tensor.expect(1, v.columns);
  return dispatch(
    device,
    { label: 'weight_norm_backward', parts: [shader], bindings: ['uniform', 'read', 'read', 'write', 'write'] },
    [
      weightNormShape(device, 'normalization/weight_norm_backward', v, norm),
      v.bindingOf(layers),
      norm.bindingOf(layers),
      weightGradient.bindingOf(layers),
      normGradient.bindingOf(layers),
    ],
    [Math.ceil(v.quads / INVOCATIONS), layers, 1],
  );
}
