/** Where a run is: struct TrainingState of shaders/lib/state.wgsl, which the plan itself moves on. */
import { pack } from '../gpu/layout';
import { STRUCTS } from './layouts';

/** What is passed over: a stretch of the dataset's rows, `batch` of them a step. */
export interface BatchSchedule {
  firstRow: number;
  rows: number;
  batch: number;
  shuffle: boolean;
  seed: number;
}

export const STATE_BYTES = STRUCTS.TrainingState.bytes;

/** The state of a run that is about to train its step number `step` (from 0). */
export function packState(passage: BatchSchedule, step: number): Uint32Array {
  const { firstRow, rows, batch, shuffle, seed } = passage;
  // Whole numbers up to 2⁵³: exact for any run that ends.
  const taken = step * batch;
  const position = { step, cursor: taken % rows, epoch: Math.floor(taken / rows) };
  const state = { now: position, next: position, rows, first_row: firstRow, batch, shuffle: shuffle ? 1 : 0, seed };
  return new Uint32Array(pack(STRUCTS.TrainingState, state));
}
