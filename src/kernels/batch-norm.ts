import shader from '../../shaders/batch_norm.wgsl?raw';
import type { Activation } from '../activations/catalogue';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch, type Resource } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { normGroup } from './norm-group';
import { skipPart } from './skip';
import { LAYER_PARTS, LIBRARY } from './sources';

/** What a normalised layer consists of, for batch and layer normalisation, forward and backward. */
export interface NormalizedLayer {
  lane: GPUBuffer;
  state: GPUBuffer;
  activation: Activation;
  dropout: boolean;
  /** Names the stream of random words. */
  layer: number;
  /** The normalisation stands behind the activation, not before it. */
  after: boolean;
  /** [2, width]: γ and β. */
  norm: Tensor;
  /** [batch, width]: what the dense layer gave; before the activation only. */
  u: Tensor | null;
  /** [batch, width]: what the activation takes. */
  z: Tensor;
  /** Invocations a workgroup, at most 64; by default as many as suit the device. */
  group?: number;
}

export interface BatchNorm extends NormalizedLayer {
  /** [2, width]: mean and variance, of the batch in training, the running ones in evaluation. */
  moments: Tensor;
  /** [batch, width]: the input of the residual block that the layer ends, before the activation only; nothing by default. */
  skip?: Tensor | null;
  /** [batch, width], as the next layer sees it */
  h: Tensor;
  evaluate: boolean;
}

/** y = γ·(x − m)/√(v + ε) + β, with the activation beside it. Throws a ShapeError where the tensors do not fit together. */
export async function batchNorm(device: Device, operands: BatchNorm): Promise<Dispatch> {
  const { lane, state, activation, dropout, layer, after, norm, u, z, moments, h, evaluate } = operands;
  const beside = skipPart(operands.skip ?? null, z.rows, z.columns);
  const { rows, columns } = z;
  h.expect(rows, columns);
  u?.expect(rows, columns);
  norm.expect(2, columns);
  moments.expect(2, columns);
  return dispatch(
    device,
    {
      label: `batch_norm ${activation.name}`,
      parts: [beside.part, ...NORMALIZED_PARTS, activation.shader, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'read', 'write', 'write'],
      joinedBindings: beside.bindings,
      constants: {
        AFTER: after ? 1 : 0,
        DROPOUT: dropout ? 1 : 0,
        EVALUATE: evaluate ? 1 : 0,
        GROUP: operands.group ?? normGroup(device),
      },
    },
    [layerShape(device, z, layer), lane, state, norm.binding, moments.binding, inputOf(operands), z.binding, h.binding],
    [z.quads, 1, 1],
    beside.resources,
  );
}

/** What the kernels of a normalised layer are joined with, the activation apart. */
export const NORMALIZED_PARTS = [...LAYER_PARTS, LIBRARY.groupSum];

export function layerShape(device: Device, { rows, columns, quads }: Tensor, layer: number): GPUBuffer {
  return device.uniform('normalisation shape', new Uint32Array([rows, columns, quads, layer]));
}

/** u, or where there is none a buffer that stands in for it and is not looked at. */
export function inputOf({ u, norm }: NormalizedLayer): Resource {
  return (u ?? norm).binding;
}
