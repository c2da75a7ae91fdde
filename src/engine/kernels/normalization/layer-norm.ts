import shader from '../../../../shaders/normalization/layer_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { MOST_WORKGROUPS, normGroup } from './norm-group';
import { skipPart } from '../blocks/skip';
import { LIBRARY } from '../sources';

/** The operands of layer_norm. */
export interface LayerNorm extends NormalizedLayer {
  /** Receives the mean and variance of each row, interleaved, [1, 2·batch]. */
  moments: Tensor;
  /** [batch, width]: the input of the residual block that the layer closes; requires `after` = false; none by default. */
  skip?: Tensor | null;
  /** Receives the layer's output, [batch, width]. */
  h: Tensor;
}

/**
 * Records the kernel y = γ·(x − m)/√(v + ε) + β with the moments of each row, which also applies the activation and the dropout.
 * Throws a ShapeError if the shapes do not match.
 */
export async function layerNorm(device: Device, operands: LayerNorm): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, h } = operands;
  const skipTerm = skipPart(operands.skip ?? null, z.rows, z.columns);
  const { rows, columns } = z;
  h.expect(rows, columns);
  u?.expect(rows, columns);
  norm.expect(2, columns);
  moments.expect(1, 2 * rows);
  return dispatch(
    device,
    {
      label: `layer_norm ${activation.name}`,
      parts: [skipTerm.part, ...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'read', 'write', 'write'],
      joinedBindings: skipTerm.bindings,
      constants: { AFTER: after ? 1 : 0, DROPOUT: dropout ? 1 : 0, GROUP: operands.group ?? normGroup(device) },
    },
    [
      layerShape(device, 'normalization/layer_norm', z, layer),
      hyper,
      state,
      norm.binding,
      moments.binding,
      denseOutputBinding(operands),
      z.binding,
      h.binding,
    ],
    [Math.min(rows, MOST_WORKGROUPS), 1, 1],
    skipTerm.resources,
  );
}
