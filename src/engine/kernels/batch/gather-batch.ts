import shader from '../../../../shaders/batch/gather_batch.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** Successive rows of a dataset, in a buffer of their own. */
export interface DatasetChunk {
  buffer: GPUBuffer;
  firstRow: number;
  rows: number;
}

/** A dataset on the GPU: its rows as bytes or f32, its labels, and (mean, scale) of each feature. */
export interface DatasetBuffers {
  /** All rows, in their order: one chunk where the device's limits allow. */
  chunks: readonly DatasetChunk[];
  /** Whether a feature is one byte; else an f32. */
  bytes: boolean;
  labels: GPUBuffer;
  standardization: GPUBuffer;
}

/** batch[i] = standardised dataset row of the state's position + i. */
export interface GatherBatch {
  state: GPUBuffer;
  dataset: DatasetBuffers;
  /** [rows, features]. */
  batch: Tensor;
  /** [rows], u32. */
  labels: GPUBuffer;
}

/** Floats of a row that one invocation fills, and rows a workgroup: PIECE, and 16 invocations of 4 rows in the shader. */
const PIECE = 64;
const ROWS = 64;

/** A dispatch for each chunk of the dataset, which fills the rows of the batch that lie in it; in any order. */
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
