import shader from '../../../../shaders/normalization/batch_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { normGroup } from './norm-group';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { skipPart } from '../blocks/skip';
import { LIBRARY } from '../sources';

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
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, h, evaluate } = operands;
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
      parts: [beside.part, ...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'read', 'write', 'write'],
      joinedBindings: beside.bindings,
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
    beside.resources,
  );
}
