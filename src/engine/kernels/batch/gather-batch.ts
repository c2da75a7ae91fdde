import shader from '../../../../shaders/batch/gather_batch.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** A buffer with consecutive rows of a dataset. */
export interface DatasetChunk {
  buffer: GPUBuffer;
  firstRow: number;
  rows: number;
}

/** A dataset on the GPU: its rows as bytes or f32, its labels, and (mean, scale) of each feature. */
export interface DatasetBuffers {
  /** All rows in order; a single chunk if the device's limits allow it. */
  chunks: readonly DatasetChunk[];
  /** Whether each feature is one byte; otherwise it is an f32. */
  bytes: boolean;
  labels: GPUBuffer;
  standardization: GPUBuffer;
}

/** The operands of gather_batch: batch[i] = the standardised dataset row at the state's position + i. */
export interface GatherBatch {
  state: GPUBuffer;
  dataset: DatasetBuffers;
  /** [rows, features]. */
  batch: Tensor;
  /** [rows], u32. */
  labels: GPUBuffer;
}

/** Floats of a row that one invocation fills, as in the shader. */
const PIECE = 64;
/** Rows that one workgroup fills: 16 invocations of 4 rows each, as in the shader. */
const ROWS = 64;

/**
 * Records one dispatch per chunk of the dataset. Each fills the batch's rows that come from its chunk; their order does not
 * matter.
 */
export function gatherBatch(device: Device, { state, dataset, batch, labels }: GatherBatch): Promise<Dispatch[]> {
  const { chunks, bytes, standardization } = dataset;
  const gather = ({ buffer, firstRow, rows }: DatasetChunk) =>
    dispatch(
      device,
      {
        label: 'gather_batch',
        parts: [LIBRARY.random, LIBRARY.permutation, LIBRARY.state, shader],
        bindings: ['uniform', 'write', 'read', 'read', 'read', 'write', 'write'],
        constants: { BYTES: bytes ? 1 : 0, WHOLE: chunks.length === 1 ? 1 : 0 },
      },
      [
        device.uniform(
          'gather_batch shape',
          pack(SHAPES['batch/gather_batch'], { features: batch.columns, stride: batch.stride, first_row: firstRow, rows }),
        ),
        state,
        buffer,
        dataset.labels,
        standardization,
        batch.binding,
        labels,
      ],
      [Math.ceil(batch.stride / PIECE), Math.ceil(batch.rows / ROWS), 1],
    );
  return Promise.all(chunks.map(gather));
}
