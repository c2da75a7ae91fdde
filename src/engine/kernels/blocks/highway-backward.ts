import shader from '../../../../shaders/blocks/highway_backward.wgsl?raw';
import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { layerShape } from '../normalization/normalized-layer';
import { HIGHWAY_TILE } from './highway';
import { LAYER_PARTS, LIBRARY } from '../sources';

/** From ∂loss/∂h to the two ways of a highway layer and past them; every tensor is [batch, width]. */
export interface HighwayBackward {
  hyper: GPUBuffer;
  state: GPUBuffer;
  dropout: boolean;
  /** Names the stream of random words. */
  layer: number;
  activation: Activation;
  /** A normalisation in the layer's own way finds δ from dc, which takes the place of T. */
  normalized: boolean;
  /** ∂loss/∂h */
  gradient: Tensor;
  x: Tensor;
  /** What the activation of the layer's own way takes. */
  z: Tensor;
  /** c, in whose place s goes: the gradient that goes straight to x. */
  candidate: Tensor;
  /** T */
  transform: Tensor;
  /** Where δ of the layer's own way goes. */
  delta: Tensor;
  /** Where δ of the gate goes. */
  gateDelta: Tensor;
}

/** Throws a ShapeError where the tensors do not fit together. */
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
