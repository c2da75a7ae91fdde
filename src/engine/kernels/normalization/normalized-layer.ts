import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import type { Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LAYER_PARTS, LIBRARY } from '../sources';

/** The operands that all kernels of batch and layer normalisation share. */
export interface NormalizedLayer {
  hyper: GPUBuffer;
  state: GPUBuffer;
  activation: Activation;
  dropout: boolean;
  /** The layer's index, which selects the random stream. */
  layer: number;
  /** Whether the normalisation comes after the activation. */
  after: boolean;
  /** [2, width]: γ and β. */
  norm: Tensor;
  /** [batch, width]: the output of the dense layer; null if `after`. */
  u: Tensor | null;
  /** [batch, width]: the input of the activation. */
  z: Tensor;
  /** Invocations per workgroup, at most 64; `normGroup` by default. */
  group?: number;
}

/** The WGSL parts that all kernels of a normalised layer need, except the activation. */
export const NORMALIZED_PARTS = [...LAYER_PARTS, LIBRARY.groupSum];

/** The kernels whose Shape struct describes one hidden layer. */
type LayerKernel =
  | 'blocks/highway'
  | 'blocks/highway_backward'
  | 'normalization/batch_norm'
  | 'normalization/batch_norm_backward'
  | 'normalization/layer_norm'
  | 'normalization/layer_norm_backward';

/**
 * Returns the Shape uniform of `kernel` for a layer with activations [rows, columns].
 *
 * @param layer the layer's index, which selects the random stream
 */
export function layerShape(device: Device, kernel: LayerKernel, { rows, columns, quads }: Tensor, layer: number): GPUBuffer {
  return device.uniform(`${kernel} shape`, pack(SHAPES[kernel], { batch: rows, width: columns, quads, layer }));
}

/** Returns the binding of u. Without u it returns some other buffer, which the kernel does not read. */
export function denseOutputBinding({ u, norm }: NormalizedLayer): Resource {
  return (u ?? norm).binding;
}
