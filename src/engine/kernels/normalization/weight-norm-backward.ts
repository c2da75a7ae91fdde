import shader from '../../../../shaders/normalization/weight_norm_backward.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { weightNormShape } from './weight-norm';

/** `layers` layers of one shape; each tensor is the first of that many, one behind another. */
export interface WeightNormBackward {
  layers: number;
  /** [in, out]: V */
  v: Tensor;
  /** [1, out]: γ */
  norm: Tensor;
  /** [in, out]: dW, in whose place dV goes. */
  weightGradient: Tensor;
  /** [1, out]: where dγ goes. */
  normGradient: Tensor;
}

const INVOCATIONS = 32;

/** dV and dγ from dW. Throws a ShapeError where the tensors do not fit together. */
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
