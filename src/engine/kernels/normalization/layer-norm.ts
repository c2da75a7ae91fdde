import shader from '../../../../shaders/normalization/layer_norm.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { denseOutputBinding, layerShape, NORMALIZED_PARTS, type NormalizedLayer } from './normalized-layer';
import { MOST_WORKGROUPS, normGroup } from './norm-group';
import { skipPart } from '../blocks/skip';
import { LIBRARY } from '../sources';

export interface LayerNorm extends NormalizedLayer {
  /** [1, 2·batch]: mean and variance of each row in turn. */
  moments: Tensor;
  /** [batch, width]: the input of the residual block that the layer ends, before the activation only; nothing by default. */
  skip?: Tensor | null;
  /** [batch, width], as the next layer sees it */
  h: Tensor;
}

/** y = γ·(x − m)/√(v + ε) + β row by row, with the activation beside it. Throws a ShapeError where the tensors do not fit together. */
export async function layerNorm(device: Device, operands: LayerNorm): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, after, norm, u, z, moments, h } = operands;
  const beside = skipPart(operands.skip ?? null, z.rows, z.columns);
  const { rows, columns } = z;
  h.expect(rows, columns);
  u?.expect(rows, columns);
  norm.expect(2, columns);
  moments.expect(1, 2 * rows);
  return dispatch(
    device,
    {
      label: `layer_norm ${activation.name}`,
      parts: [beside.part, ...NORMALIZED_PARTS, activation.shader, LIBRARY.activated, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'write', 'read', 'write', 'write'],
      joinedBindings: beside.bindings,
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
    beside.resources,
  );
}
