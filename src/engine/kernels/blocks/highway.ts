import shader from '../../../../shaders/blocks/highway.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { layerShape } from '../normalization/normalized-layer';
import { LAYER_PARTS } from '../sources';

/** Invocations a workgroup, across and down, as in the shader. */
export const HIGHWAY_TILE = 8;

/** h = drop(c·T + x·(1 − T)); every tensor is [batch, width]. */
export interface Highway {
  hyper: GPUBuffer;
  state: GPUBuffer;
  dropout: boolean;
  /** Names the stream of random words. */
  layer: number;
  candidate: Tensor;
  /** T */
  transform: Tensor;
  x: Tensor;
  /** As the next layer sees it. */
  h: Tensor;
}

/** Throws a ShapeError where the tensors do not fit together. */
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
