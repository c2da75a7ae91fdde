import shader from '../../shaders/layer_statistics.wgsl?raw';
import type { Activation } from '../activations/catalogue';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { LIBRARY } from './sources';

/** Units that one workgroup takes: UNITS in the shader. */
const UNITS = 16;
/** Bytes of struct Statistics: five Moments of 3 words, seven numbers, 80 bins. */
export const STATISTICS_BYTES = (5 * 3 + 7 + 80) * 4;
export const BINS = 80;

/** Blocks of units, each of which leaves one part a layer. */
export function statisticsBlocks(width: number): number {
  return Math.ceil(width / UNITS);
}

/** Statistics of all hidden layers, in parts. Tensors of layers stand one behind another; each named one is the first. */
export interface LayerStatisticsOperands {
  lane: GPUBuffer;
  activation: Activation;
  layers: number;
  /** [batch, width] each. */
  h: Tensor;
  z: Tensor;
  gradient: Tensor;
  /** The buffer of all weights, bound whole, and where in it they stand. */
  weights: { buffer: GPUBuffer; first: Tensor; second: Tensor | undefined };
  /** [layers, blocks] of struct Statistics. */
  parts: GPUBuffer;
}

/** Throws a ShapeError where the tensors do not fit together. */
export async function layerStatistics(device: Device, operands: LayerStatisticsOperands): Promise<Dispatch> {
  const { lane, activation, layers, h, z, gradient, weights, parts } = operands;
  const { rows: batch, columns: width } = h;
  z.expect(batch, width);
  gradient.expect(batch, width);
  const { first, second } = weights;
  first.expect(first.rows, width);
  second?.expect(width, width);
  const shape = device.uniform(
    'layer_statistics shape',
    new Uint32Array([batch, width, h.stride, h.length, first.rows, first.offset, second?.offset ?? 0, second?.length ?? 0]),
  );
  return dispatch(
    device,
    {
      label: `layer_statistics ${activation.name}`,
      parts: [LIBRARY.numerics, LIBRARY.moments, LIBRARY.statistics, LIBRARY.lane, activation.shader, shader],
      bindings: ['uniform', 'uniform', 'read', 'read', 'read', 'read', 'write'],
    },
    [shape, lane, h.bindingOf(layers), z.bindingOf(layers), gradient.bindingOf(layers), weights.buffer, parts],
    [statisticsBlocks(width), layers, 1],
  );
}
