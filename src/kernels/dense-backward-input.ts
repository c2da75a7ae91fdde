import shader from '../../shaders/dense_backward_input.wgsl?raw';
import type { Activation } from '../activations/catalogue';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { LIBRARY } from './sources';
import { tilesOf } from './tiles';

/** g = δ·Wᵀ, δ_below = g · drop′ · f′(z_below). */
export interface DenseBackwardInput {
  lane: GPUBuffer;
  state: GPUBuffer;
  /** Of the layer below. */
  activation: Activation;
  /** Whether the layer below drops units. */
  dropout: boolean;
  layerBelow: number;
  /** [batch, out] */
  delta: Tensor;
  /** [in, out] */
  weight: Tensor;
  /** [batch, in] */
  zBelow: Tensor;
  /** [batch, in] */
  deltaBelow: Tensor;
  /** [batch, in]: where g goes. */
  gradient: Tensor;
  /** Whether g is stored at all; only the statistics read it. */
  keepGradient: boolean;
}

/** Throws a ShapeError where the tensors do not fit together. */
export async function denseBackwardInput(device: Device, operands: DenseBackwardInput): Promise<Dispatch> {
  const { lane, state, activation, dropout, layerBelow, delta, weight, zBelow, deltaBelow, gradient, keepGradient } = operands;
  delta.expect(zBelow.rows, weight.columns);
  weight.expect(zBelow.columns, delta.columns);
  deltaBelow.expect(zBelow.rows, zBelow.columns);
  gradient.expect(zBelow.rows, zBelow.columns);
  const tiles = await tilesOf(device, 'rows', zBelow.quads, Math.ceil(zBelow.rows / 4));
  const shape = device.uniform(
    'dense_backward_input shape',
    new Uint32Array([delta.rows, zBelow.columns, zBelow.quads, delta.quads, layerBelow]),
  );
  return dispatch(
    device,
    {
      label: `dense_backward_input ${activation.name}`,
      parts: [
        tiles.part,
        LIBRARY.numerics,
        LIBRARY.random,
        LIBRARY.lane,
        LIBRARY.state,
        LIBRARY.dropout,
        activation.shader,
        shader,
      ],
      bindings: ['uniform', 'uniform', 'read', 'write', 'read', 'read', 'write', 'write'],
      constants: { DROPOUT: dropout ? 1 : 0, KEEP_GRADIENT: keepGradient ? 1 : 0, ...tiles.constants },
    },
    [shape, lane, state, delta.binding, weight.binding, zBelow.binding, deltaBelow.binding, gradient.binding],
    [...tiles.workgroups, 1],
  );
}
