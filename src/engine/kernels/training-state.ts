/** The position of a run: struct TrainingState of shaders/lib/state.wgsl, which the kernels advance. */
import { pack } from '../gpu/layout';
import { STRUCTS } from './layouts';

/** The rows that a run draws its batches from: `rows` rows from `firstRow` on, `batch` of them per step. */
export interface BatchSchedule {
  firstRow: number;
  rows: number;
  batch: number;
  shuffle: boolean;
  seed: number;
}

export const STATE_BYTES = STRUCTS.TrainingState.bytes;

/** Returns the state of a run before step `step` (from 0). */
export function packState(schedule: BatchSchedule, step: number): Uint32Array {
  const { firstRow, rows, batch, shuffle, seed } = schedule;
  // Exact up to 2⁵³, more rows than any run draws.
  const taken = step * batch;
  const position = { step, cursor: taken % rows, epoch: Math.floor(taken / rows) };
  const state = { now: position, next: position, rows, first_row: firstRow, batch, shuffle: shuffle ? 1 : 0, seed };
  return new Uint32Array(pack(STRUCTS.TrainingState, state));
}
