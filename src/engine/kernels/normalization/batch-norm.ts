import shader from '../../../../shaders/normalization/batch_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { normGroup } from './norm-group';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { skipPart } from '../blocks/skip';
import { LIBRARY } from '../sources';

/** The operands of batch_norm. */
export interface BatchNorm extends NormalizedLayer {
  /** [2, width]: means and variances. The kernel writes the batch's in training and reads the running ones in evaluation. */
  moments: Tensor;
  /** [batch, width]: the input of the residual block that the layer closes; requires `after` = false; none by default. */
  skip?: Tensor | null;
  /** Receives the layer's output, [batch, width]. */
  h: Tensor;
  /** Whether `moments` are running moments to read. */
  evaluate: boolean;
}

/**
 * Records the kernel y = γ·(x − m)/√(v + ε) + β, which also applies the activation and the dropout. Throws a ShapeError if the
 * shapes do not match.
 */
export async function batchNorm(device: Device, operands: BatchNorm): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, h, evaluate } = operands;
  const skipTerm = skipPart(operands.skip ?? null, z.rows, z.columns);
  const { rows, columns } = z;
  h.expect(rows, columns);
  u?.expect(rows, columns);
  norm.expect(2, columns);
  moments.expect(2, columns);
  return dispatch(
    device,
    {
      label: `batch_norm ${activation.name}`,
      parts: [skipTerm.part, ...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'read', 'write', 'write'],
      joinedBindings: skipTerm.bindings,
      constants: {
        AFTER: after ? 1 : 0,
        DROPOUT: dropout ? 1 : 0,
        EVALUATE: evaluate ? 1 : 0,
        GROUP: operands.group ?? normGroup(device),
      },
    },
    [
      layerShape(device, 'normalization/batch_norm', z, layer),
      hyper,
      state,
      norm.binding,
      moments.binding,
      denseOutputBinding(operands),
      z.binding,
      h.binding,
    ],
    [z.quads, 1, 1],
    skipTerm.resources,
  );
}
