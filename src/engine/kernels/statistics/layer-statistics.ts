import shader from '../../../../shaders/statistics/layer_statistics.wgsl?raw';
import type { Activation } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES, STRUCTS } from '../layouts';
import { LIBRARY } from '../sources';

/** The intended limit for the parts of a layer. Larger batches get larger row blocks instead of more parts. */
const MOST_PARTS = 256;
/** The fewest rows of a block. */
const LEAST_ROWS = 64;
/** Invocations per workgroup, as in the shader. */
const GROUP = 64;
/** Bins of a histogram. */
export const BINS = 80;
/** Bytes of struct Statistics. */
export const STATISTICS_BYTES = STRUCTS.Statistics.bytes;

/** Returns the rows per block and the number of blocks of a batch. One part covers four units over one block of rows. */
function rowBlocks(width: number, batch: number): { rows: number; count: number } {
  const most = Math.max(1, Math.floor(MOST_PARTS / Math.ceil(width / 4)));
  const rows = Math.max(LEAST_ROWS, Math.ceil(batch / most));
  return { rows, count: Math.ceil(batch / rows) };
}

/** Returns the number of parts in which a layer's statistics are computed. */
export function statisticsBlocks(width: number, batch: number): number {
  return Math.ceil(width / 4) * rowBlocks(width, batch).count;
}

/** The operands of layer_statistics for `layers` layers. h, z and gradient are the first of `layers` contiguous tensors. */
export interface LayerStatisticsOperands {
  hyper: GPUBuffer;
  activation: Activation;
  layers: number;
  /** [batch, width] */
  h: Tensor;
  /** [batch, width] */
  z: Tensor;
  /** [batch, width] */
  gradient: Tensor;
  /** The buffer of all weights and the weights of the first two layers in it. */
  weights: { buffer: GPUBuffer; first: Tensor; second: Tensor | undefined };
  /** Receives the partial statistics, [layers, blocks] of struct Statistics. */
  parts: GPUBuffer;
}

/** Records the kernel. Throws a ShapeError if the shapes do not match. */
export async function layerStatistics(device: Device, operands: LayerStatisticsOperands): Promise<Dispatch> {
  const { hyper, activation, layers, h, z, gradient, weights, parts } = operands;
  const { rows: batch, columns: width } = h;
  z.expect(batch, width);
  gradient.expect(batch, width);
  const { first, second } = weights;
  first.expect(first.rows, width);
  second?.expect(width, width);
  const blocks = statisticsBlocks(width, batch);
  const shape = device.uniform(
    'layer_statistics shape',
    pack(SHAPES['statistics/layer_statistics'], {
      batch,
      width,
      row_quads: h.quads,
      layer_stride: h.length / 4,
      first_inputs: first.rows,
      first_weight: first.offset / 4,
      other_weights: (second?.offset ?? 0) / 4,
      weight_stride: (second?.length ?? 0) / 4,
      blocks,
      rows: rowBlocks(width, batch).rows,
    }),
  );
  return dispatch(
    device,
    {
      label: `layer_statistics ${activation.name}`,
      parts: [
        LIBRARY.numerics,
        LIBRARY.welford,
        LIBRARY.statistics,
        LIBRARY.hyperparameters,
        LIBRARY.padding,
        activation.shader,
        shader,
      ],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'write'],
    },
    [shape, hyper, h.bindingOf(layers), z.bindingOf(layers), gradient.bindingOf(layers), weights.buffer, parts],
    [Math.ceil(blocks / GROUP), layers, 1],
  );
}
