import shader from '../../shaders/dense_backward_weight.wgsl?raw';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { tilesOf } from './tiles';

/** dW = xᵀ·δ and db = Σ δ for `layers` layers of one shape; each tensor is the first of that many, one behind another. */
export interface DenseBackwardWeight {
  layers: number;
  /** [batch, in] */
  x: Tensor;
  /** [batch, out] */
  delta: Tensor;
  /** [in, out] */
  weightGradient: Tensor;
  /** [1, out] */
  biasGradient: Tensor;
}

/** Throws a ShapeError where the tensors do not fit together. */
export async function denseBackwardWeight(device: Device, operands: DenseBackwardWeight): Promise<Dispatch> {
  const { layers, x, delta, weightGradient, biasGradient } = operands;
  delta.expect(x.rows, weightGradient.columns);
  weightGradient.expect(x.columns, delta.columns);
  biasGradient.expect(1, delta.columns);
  const tiles = tilesOf(delta.quads, x.quads);
  const steps = [x, delta, weightGradient, biasGradient].map(({ length }) => length / 4);
  const shape = device.uniform('dense_backward_weight shape', new Uint32Array([x.rows, x.quads, delta.quads, ...steps]));
  return dispatch(
    device,
    {
      label: 'dense_backward_weight',
      parts: [shader],
      bindings: ['uniform', 'read', 'read', 'write', 'write'],
      constants: tiles.constants,
    },
    [shape, x.bindingOf(layers), delta.bindingOf(layers), weightGradient.bindingOf(layers), biasGradient.bindingOf(layers)],
    [tiles.across, tiles.down, layers],
  );
}
