import shader from '../../../../shaders/normalization/batch_norm_backward.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { normGroup } from './norm-group';
import { LIBRARY } from '../sources';

/** The operands of batch_norm_backward. */
export interface BatchNormBackward extends NormalizedLayer {
  /** [2, width]: mean and variance of the batch. */
  moments: Tensor;
  /** ∂loss/∂h, [batch, width]. */
  gradient: Tensor;
  /** Receives δ = ∂loss/∂u, [batch, width]. */
  delta: Tensor;
  /** Receives dγ and dβ, [2, width]. */
  normGradient: Tensor;
}

/** Records the kernel that computes δ, dγ and dβ from ∂loss/∂h. Throws a ShapeError if the shapes do not match. */
export async function batchNormBackward(device: Device, operands: BatchNormBackward): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, gradient, delta, normGradient } = operands;
  const { rows, columns } = z;
  for (const tensor of [gradient, delta, ...(u ? [u] : [])]) tensor.expect(rows, columns);
  for (const tensor of [norm, moments, normGradient]) tensor.expect(2, columns);
  return dispatch(
    device,
    {
      label: `batch_norm_backward ${activation.name}`,
      parts: [...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, LIBRARY.normalized, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'read', 'read', 'write', 'write'],
      constants: { AFTER: after ? 1 : 0, DROPOUT: dropout ? 1 : 0, GROUP: operands.group ?? normGroup(device) },
    },
    [
      layerShape(device, 'normalization/batch_norm_backward', z, layer),
      hyper,
      state,
      norm.binding,
      moments.binding,
      gradient.binding,
      denseOutputBinding(operands),
      z.binding,
      delta.binding,
      normGradient.binding,
    ],
    [z.quads, 1, 1],
  );
}
