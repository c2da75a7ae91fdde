import shader from '../../../../shaders/blocks/highway.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { layerShape } from '../normalization/normalized-layer';
import { LAYER_PARTS } from '../sources';

/** Invocations per workgroup in each dimension, as in the shader. */
export const HIGHWAY_TILE = 8;

/** The operands of highway: h = drop(c·T + x·(1 − T)). Every tensor is [batch, width]. */
export interface Highway {
  hyper: GPUBuffer;
  state: GPUBuffer;
  dropout: boolean;
  /** The layer's index, which selects the random stream. */
  layer: number;
  /** c */
  candidate: Tensor;
  /** T */
  transform: Tensor;
  x: Tensor;
  /** Receives the layer's output. */
  h: Tensor;
}

/** Records the kernel. Throws a ShapeError if the shapes do not match. */
export async function highway(device: Device, operands: Highway): Promise<Dispatch> {
  const { hyper, state, dropout, layer, candidate, transform, x, h } = operands;
  for (const tensor of [candidate, transform, x]) tensor.expect(h.rows, h.columns);
  return dispatch(
    device,
    {
      label: 'highway',
      parts: [...LAYER_PARTS, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'write', 'write'],
      constants: { DROPOUT: dropout ? 1 : 0 },
    },
    [layerShape(device, 'blocks/highway', h, layer), hyper, state, candidate.binding, transform.binding, x.binding, h.binding],
    [Math.ceil(h.quads / HIGHWAY_TILE), Math.ceil(h.rows / HIGHWAY_TILE), 1],
  );
}
