import shader from '../../../../shaders/normalization/weight_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';

/** `layers` layers of one shape; each tensor is the first of that many, one behind another. */
export interface WeightNorm {
  layers: number;
  /** [in, out]: V */
  v: Tensor;
  /** [1, out]: γ */
  norm: Tensor;
  /** [in, out]: where W goes. */
  weight: Tensor;
}

const INVOCATIONS = 32;

/** W = γ·V/‖V‖. Throws a ShapeError where the tensors do not fit together. */
export async function weightNorm(device: Device, { layers, v, norm, weight }: WeightNorm): Promise<Dispatch> {
  weight.expect(v.rows, v.columns);
  norm.expect(1, v.columns);
  return dispatch(
    device,
    { label: 'weight_norm', parts: [shader], bindings: ['uniform', 'read', 'read', 'write'] },
    [weightNormShape(device, v, norm), v.bindingOf(layers), norm.bindingOf(layers), weight.bindingOf(layers)],
    [Math.ceil(v.quads / INVOCATIONS), layers, 1],
  );
}

export function weightNormShape(device: Device, v: Tensor, norm: Tensor): GPUBuffer {
  return device.uniform('weight_norm shape', new Uint32Array([v.rows, v.quads, v.length / 4, norm.length / 4]));
}
