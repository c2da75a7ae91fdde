import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import type { Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LAYER_PARTS, LIBRARY } from '../sources';

/** What a normalised layer consists of, for batch and layer normalisation, forward and backward. */
export interface NormalizedLayer {
  hyper: GPUBuffer;
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

/** What the kernels of a normalised layer are joined with, the activation apart. */
export const NORMALIZED_PARTS = [...LAYER_PARTS, LIBRARY.groupSum];

/** The kernels whose shape is that of one hidden layer. */
type LayerKernel =
  | 'blocks/highway'
  | 'blocks/highway_backward'
  | 'normalization/batch_norm'
  | 'normalization/batch_norm_backward'
  | 'normalization/layer_norm'
  | 'normalization/layer_norm_backward';

/** `kernel`'s uniform for a layer whose activations are [rows, columns]; `layer` names its stream of random words. */
export function layerShape(device: Device, kernel: LayerKernel, { rows, columns, quads }: Tensor, layer: number): GPUBuffer {
  return device.uniform(`${kernel} shape`, pack(SHAPES[kernel], { batch: rows, width: columns, quads, layer }));
}

/** u, or where there is none a buffer that stands in for it and is not looked at. */
export function denseOutputBinding({ u, norm }: NormalizedLayer): Resource {
  return (u ?? norm).binding;
}
