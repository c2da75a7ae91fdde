import shader from '../../../../shaders/matmul/backward_weight.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Access, type Dispatch, type Resource } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';
import { tilesOf, type TileVariant } from './tiles';
import type { UpdateRule } from '../optimizers/update-rule';

/** The inputs of `layers` layers of one shape. Each tensor is the first of `layers` contiguous ones. */
interface Operands {
  layers: number;
  /** [batch, in] */
  x: Tensor;
  /** [batch, out] */
  delta: Tensor;
}

/** The operands of matmul_backward_weight with stored gradients. */
export interface MatmulBackwardWeight extends Operands {
  /** Receives dW, [in, out]. */
  weightGradient: Tensor;
  /** Receives db, [1, out]. */
  biasGradient: Tensor;
}

/** The operands of matmul_backward_weight joined with an optimizer. */
export interface MatmulUpdate extends Operands {
  /** [in, out], in the buffer of all parameters that the rule updates. */
  weight: Tensor;
  /** [1, out], in the same buffer. */
  bias: Tensor;
}

/**
 * Records the kernel that computes dW = xᵀ·δ and db = Σ δ and stores both. Throws a ShapeError if the shapes do not match.
 *
 * @param variant the tiling to use instead of the device's choice for this shape
 */
export async function matmulBackwardWeight(
  device: Device,
  { weightGradient, biasGradient, ...operands }: MatmulBackwardWeight,
  variant?: TileVariant,
): Promise<Dispatch> {
  const { layers } = operands;
  const consumer: GradientConsumer = {
    label: 'matmul_backward_weight',
    parts: [LIBRARY.storeGradient],
    bindings: ['write', 'write'],
    resources: [weightGradient.bindingOf(layers), biasGradient.bindingOf(layers)],
    constants: {},
  };
  return record(device, operands, weightGradient, biasGradient, consumer, variant);
}

/**
 * Records the kernel that computes dW and db and applies the optimizer's `rule` to them in the same dispatch, so that no gradient
 * is stored. Throws a ShapeError if the shapes do not match.
 */
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

/** The WGSL parts that store or apply the gradients, with the resources of their bind group. */
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
  consumer: GradientConsumer,
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
      label: consumer.label,
      parts: [tiles.part, ...consumer.parts, shader],
      bindings: ['uniform', 'read', 'read'],
      joinedBindings: consumer.bindings,
      constants: { ...tiles.constants, ...consumer.constants },
    },
    [shape, x.bindingOf(layers), delta.bindingOf(layers)],
    [...tiles.workgroups, layers],
    consumer.resources,
  );
}
