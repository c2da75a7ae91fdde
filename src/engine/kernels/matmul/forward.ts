import shader from '../../../../shaders/matmul/forward.wgsl?raw';
import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { skipPart } from '../blocks/skip';
import { SHAPES } from '../layouts';
import { LAYER_PARTS, LIBRARY } from '../sources';
import { tilesOf, type TileVariant } from './tiles';

/** The operands of matmul_forward: z = x·W + b + skip, h = drop(f(z)). */
export interface MatmulForward {
  hyper: GPUBuffer;
  state: GPUBuffer;
  activation: Activation;
  dropout: boolean;
  /** The layer's index, which selects the random stream. */
  layer: number;
  /** [batch, in] */
  x: Tensor;
  /** [in, out] */
  weight: Tensor;
  /** [1, out] */
  bias: Tensor;
  /** [batch, out]: the input of the residual block that the layer closes; none by default. */
  skip?: Tensor | null;
  /** Receives the pre-activations, [batch, out]. */
  z: Tensor;
  /** Receives the layer's output, [batch, out]. */
  h: Tensor;
}

/**
 * Records the kernel. Throws a ShapeError if the shapes do not match.
 *
 * @param variant the tiling to use instead of the device's choice for this shape
 */
export async function matmulForward(device: Device, operands: MatmulForward, variant?: TileVariant): Promise<Dispatch> {
  const { hyper, state, activation, dropout, layer, x, weight, bias, skip = null, z, h } = operands;
  weight.expect(x.columns, z.columns);
  bias.expect(1, weight.columns);
  z.expect(x.rows, weight.columns);
  h.expect(x.rows, weight.columns);
  const tiles = await tilesOf(device, 'activations', z.quads, Math.ceil(x.rows / 4), variant);
  const skipTerm = skipPart(skip, x.rows, weight.columns);
  const shape = device.uniform(
    'matmul_forward shape',
    pack(SHAPES['matmul/forward'], {
      batch: x.rows,
      in_quads: x.quads,
      out: weight.columns,
      out_quads: weight.quads,
      layer,
    }),
  );
  return dispatch(
    device,
    {
      label: `matmul_forward ${activation.name}`,
      parts: [tiles.part, skipTerm.part, ...LAYER_PARTS, activation.shader, LIBRARY.activated, LIBRARY.storeRows, shader],
      bindings: ['uniform', 'uniform', 'read', 'write', 'read', 'read', 'write', 'write'],
      joinedBindings: skipTerm.bindings,
      constants: { DROPOUT: dropout ? 1 : 0, ...tiles.constants },
    },
    [shape, hyper, state, x.binding, weight.binding, bias.binding, z.binding, h.binding],
    [...tiles.workgroups, 1],
    skipTerm.resources,
  );
}
