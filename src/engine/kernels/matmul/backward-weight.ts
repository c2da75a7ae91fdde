import shader from '../../../../shaders/matmul/backward_weight.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Access, type Dispatch, type Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';
import { tilesOf, type TileVariant } from './tiles';
import type { UpdateRule } from '../optimizers/update-rule';

/** `layers` layers of one shape; each tensor is the first of that many, one behind another. */
interface Operands {
  layers: number;
  /** [batch, in] */
  x: Tensor;
  /** [batch, out] */
  delta: Tensor;
}

export interface MatmulBackwardWeight extends Operands {
  /** [in, out] */
  weightGradient: Tensor;
  /** [1, out] */
  biasGradient: Tensor;
}

export interface MatmulUpdate extends Operands {
  /** [in, out], in the buffer of all parameters that the rule updates */
  weight: Tensor;
  /** [1, out], likewise */
  bias: Tensor;
}

/**
 * dW = xᵀ·δ and db = Σ δ, kept. Throws a ShapeError where the tensors do not fit together. `variant`: a cut other than the device's
 * own for such shapes.
 */
export async function matmulBackwardWeight(
  device: Device,
  { weightGradient, biasGradient, ...operands }: MatmulBackwardWeight,
  variant?: TileVariant,
): Promise<Dispatch> {
  const { layers } = operands;
  const taker: GradientConsumer = {
    label: 'matmul_backward_weight',
    parts: [LIBRARY.storeGradient],
    bindings: ['write', 'write'],
    resources: [weightGradient.bindingOf(layers), biasGradient.bindingOf(layers)],
    constants: {},
  };
  return record(device, operands, weightGradient, biasGradient, taker, variant);
}

/** dW and db, handed to an optimizer at once: one dispatch, and no gradient in memory. Throws a ShapeError likewise. */
export async function matmulUpdate(
  device: Device,
  { weight, bias, ...operands }: MatmulUpdate,
  rule: UpdateRule,
): Promise<Dispatch> {
  return record(device, operands, weight, bias, {
    ...rule,
    label: `matmul_backward_weight ${rule.label}`,
    parts: [...rule.parts, LIBRARY.applyGradient],
  });
}

/** The part that takes the gradients, with its own bind group. */
interface GradientConsumer {
  label: string;
  parts: readonly string[];
  bindings: readonly Access[];
  resources: readonly Resource[];
  constants: Record<string, number>;
}

async function record(
  device: Device,
  { layers, x, delta }: Operands,
  weight: Tensor,
  bias: Tensor,
  taker: GradientConsumer,
  variant?: TileVariant,
): Promise<Dispatch> {
  delta.expect(x.rows, weight.columns);
  weight.expect(x.columns, delta.columns);
  bias.expect(1, delta.columns);
  const tiles = await tilesOf(device, 'weight-gradient', delta.quads, x.quads, variant);
  const shape = device.uniform(
    'matmul_backward_weight shape',
    pack(SHAPES['matmul/backward_weight'], {
      batch: x.rows,
      in_quads: x.quads,
      out_quads: delta.quads,
      x_stride: x.length / 4,
      delta_stride: delta.length / 4,
      weight_stride: weight.length / 4,
      bias_stride: bias.length / 4,
      first_weight: weight.offset / 4,
      first_bias: bias.offset / 4,
    }),
  );
  return dispatch(
    device,
    {
      label: taker.label,
      parts: [tiles.part, ...taker.parts, shader],
      bindings: ['uniform', 'read', 'read'],
      joinedBindings: taker.bindings,
      constants: { ...tiles.constants, ...taker.constants },
    },
    [shape, x.bindingOf(layers), delta.bindingOf(layers)],
    [...tiles.workgroups, layers],
    taker.resources,
  );
}
