import shader from '../../../../shaders/matmul/backward_input.wgsl?raw';
import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { skipPart, type Skip } from '../blocks/skip';
import { SHAPES } from '../layouts';
import { LAYER_PARTS, LIBRARY } from '../sources';
import { tilesOf } from './tiles';

/** The operands of matmul_backward_input: g = δ·Wᵀ + skip, δ_below = g · drop′ · f′(z_below). */
export interface MatmulBackwardInput {
  hyper: GPUBuffer;
  state: GPUBuffer;
  /** The activation of the layer below. */
  activation: Activation;
  /** Whether the layer below has dropout. */
  dropout: boolean;
  /** The index of the layer below, which selects the random stream. */
  layerBelow: number;
  /** [batch, out] */
  delta: Tensor;
  /** [in, out] */
  weight: Tensor;
  /** [batch, in] */
  zBelow: Tensor;
  /** Receives δ_below, [batch, in]. */
  deltaBelow: Tensor;
  /** Receives g, [batch, in], if `keepGradient`. */
  gradient: Tensor;
  /** Whether to store g; only the statistics read it. */
  keepGradient: boolean;
  /** The gradient of a skip connection, [batch, in]; none by default. */
  skip?: Skip;
  /** Stores g itself as δ_below, because another kernel applies the layer below. False by default. */
  raw?: boolean;
}

/** Records the kernel. Throws a ShapeError if the shapes do not match. */
export async function matmulBackwardInput(device: Device, operands: MatmulBackwardInput): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layerBelow, delta, weight, zBelow, deltaBelow, gradient, keepGradient } = operands;
  const { skip = null, raw = false } = operands;
  delta.expect(zBelow.rows, weight.columns);
  weight.expect(zBelow.columns, delta.columns);
  deltaBelow.expect(zBelow.rows, zBelow.columns);
  gradient.expect(zBelow.rows, zBelow.columns);
  const tiles = await tilesOf(device, 'activations', zBelow.quads, Math.ceil(zBelow.rows / 4));
  const skipTerm = skipPart(skip, zBelow.rows, zBelow.columns);
  const shape = device.uniform(
    'matmul_backward_input shape',
    pack(SHAPES['matmul/backward_input'], {
      batch: delta.rows,
      in: zBelow.columns,
      in_quads: zBelow.quads,
      out_quads: delta.quads,
      layer_below: layerBelow,
    }),
  );
  return dispatch(
    device,
    {
      label: `matmul_backward_input ${activation.name}`,
      parts: [tiles.part, skipTerm.part, ...LAYER_PARTS, activation.shader, LIBRARY.activated, LIBRARY.storeRows, shader],
      bindings: ['uniform', 'uniform', 'read', 'write', 'read', 'read', 'write', 'write'],
      joinedBindings: skipTerm.bindings,
      constants: { DROPOUT: dropout ? 1 : 0, RAW: raw ? 1 : 0, KEEP_GRADIENT: keepGradient ? 1 : 0, ...tiles.constants },
    },
    [shape, hyper, state, delta.binding, weight.binding, zBelow.binding, deltaBelow.binding, gradient.binding],
    [...tiles.workgroups, 1],
    skipTerm.resources,
  );
}
