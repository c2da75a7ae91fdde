import shader from '../../../../shaders/normalization/layer_norm_parameters.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { normGroup } from './norm-group';
import { LIBRARY } from '../sources';

/** The operands of layer_norm_parameters for `layers` layers. Each tensor is the first of `layers` contiguous ones. */
export interface LayerNormParameters extends Omit<NormalizedLayer, 'layer' | 'norm'> {
  layers: number;
  /** [1, 2·batch]: the mean and variance of each row, interleaved. */
  moments: Tensor;
  /** ∂loss/∂h, [batch, width]. */
  gradient: Tensor;
  /** Receives dγ and dβ, [2, width]. */
  normGradient: Tensor;
}

/** Records the kernel that computes dγ and dβ of all layers. Throws a ShapeError if the shapes do not match. */
export async function layerNormParameters(device: Device, operands: LayerNormParameters): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layers, after, u, z, moments, gradient, normGradient } = operands;
  const { rows, columns, quads } = z;
  gradient.expect(rows, columns);
  u?.expect(rows, columns);
  normGradient.expect(2, columns);
  moments.expect(1, 2 * rows);
  const shape = pack(SHAPES['normalization/layer_norm_parameters'], {
    batch: rows,
    width: columns,
    quads,
    layer_stride: z.length / 4,
    moments_stride: moments.length / 2,
    norm_stride: normGradient.length / 4,
  });
  return dispatch(
    device,
    {
      label: `layer_norm_parameters ${activation.name}`,
      parts: [...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, LIBRARY.normalized, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'read', 'write'],
      constants: { AFTER: after ? 1 : 0, DROPOUT: dropout ? 1 : 0, GROUP: operands.group ?? normGroup(device) },
    },
    [
      device.uniform('layer_norm_parameters shape', shape),
      hyper,
      state,
      moments.bindingOf(layers),
      gradient.bindingOf(layers),
      // Without u the binding needs some buffer, which the kernel does not read.
      (u ?? z).bindingOf(layers),
      z.bindingOf(layers),
      normGradient.bindingOf(layers),
    ],
    [quads, layers, 1],
  );
}
