import shader from '../../../../shaders/normalization/layer_norm_backward.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { MOST_WORKGROUPS, normGroup } from './norm-group';
import { LIBRARY } from '../sources';

/** The operands of layer_norm_backward. */
export interface LayerNormBackward extends NormalizedLayer {
  /** [1, 2·batch]: the mean and variance of each row, interleaved. */
  moments: Tensor;
  /** ∂loss/∂h, [batch, width]. */
  gradient: Tensor;
  /** Receives δ = ∂loss/∂u, [batch, width]. */
  delta: Tensor;
}

/**
 * Records the kernel that computes δ from ∂loss/∂h; `layerNormParameters` computes dγ and dβ. Throws a ShapeError if the shapes
 * do not match.
 */
export async function layerNormBackward(device: Device, operands: LayerNormBackward): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, gradient, delta } = operands;
  const { rows, columns } = z;
  for (const tensor of [gradient, delta, ...(u ? [u] : [])]) tensor.expect(rows, columns);
  norm.expect(2, columns);
  moments.expect(1, 2 * rows);
  return dispatch(
    device,
    {
      label: `layer_norm_backward ${activation.name}`,
      parts: [...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, LIBRARY.normalized, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'read', 'read', 'write'],
      constants: { AFTER: after ? 1 : 0, DROPOUT: dropout ? 1 : 0, GROUP: operands.group ?? normGroup(device) },
    },
    [
      layerShape(device, 'normalization/layer_norm_backward', z, layer),
      hyper,
      state,
      norm.binding,
      moments.binding,
      gradient.binding,
      denseOutputBinding(operands),
      z.binding,
      delta.binding,
    ],
    [Math.min(rows, MOST_WORKGROUPS), 1, 1],
  );
}
