import shader from '../../../../shaders/blocks/highway_backward.wgsl?raw';
import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { layerShape } from '../normalization/normalized-layer';
import { HIGHWAY_TILE } from './highway';
import { LAYER_PARTS, LIBRARY } from '../sources';

/**
 * The operands of highway_backward, which splits ∂loss/∂h among the candidate, the gate and the carry path. Every tensor is
 * [batch, width].
 */
export interface HighwayBackward {
  hyper: GPUBuffer;
  state: GPUBuffer;
  dropout: boolean;
  /** The layer's index, which selects the random stream. */
  layer: number;
  activation: Activation;
  /** Whether the candidate is normalised. The kernel then overwrites T with dc, from which the normalisation computes δ. */
  normalized: boolean;
  /** ∂loss/∂h */
  gradient: Tensor;
  x: Tensor;
  /** The input of the candidate's activation. */
  z: Tensor;
  /** c. The kernel overwrites it with s, the gradient that the carry path passes to x. */
  candidate: Tensor;
  /** T */
  transform: Tensor;
  /** Receives δ of the candidate. */
  delta: Tensor;
  /** Receives δ of the gate. */
  gateDelta: Tensor;
}

/** Records the kernel. Throws a ShapeError if the shapes do not match. */
export async function highwayBackward(device: Device, operands: HighwayBackward): Promise<Dispatch> {
  const { hyper, state, dropout, layer, activation, normalized } = operands;
  const { gradient, x, z, candidate, transform, delta, gateDelta } = operands;
  const tensors = [gradient, x, z, candidate, transform, delta, gateDelta];
  for (const tensor of tensors) tensor.expect(z.rows, z.columns);
  return dispatch(
    device,
    {
      label: `highway_backward ${activation.name}`,
      parts: [...LAYER_PARTS, activation.shader, LIBRARY.activated, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'write', 'write', 'write', 'write'],
      constants: { DROPOUT: dropout ? 1 : 0, NORMALIZED: normalized ? 1 : 0 },
    },
    [layerShape(device, 'blocks/highway_backward', z, layer), hyper, state, ...tensors.map(({ binding }) => binding)],
    [Math.ceil(z.quads / HIGHWAY_TILE), Math.ceil(z.rows / HIGHWAY_TILE), 1],
  );
}
