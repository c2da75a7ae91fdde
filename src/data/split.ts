/** Splits rows into training and test rows, and shuffles them. */
import { uniforms } from '../math/random-stream';
import { DataError } from './errors';

/**
 * Returns the number of test rows. `heldOut` is a share of `rows` if below 1, and otherwise a number of rows.
 *
 * @throws DataError if `heldOut` is negative or not a finite number
 */
export function heldOutCount(heldOut: number, rows: number): number {
  if (!(heldOut >= 0) || heldOut === Infinity) {
    throw new DataError(`heldOut must be a share below 1 or a number of rows; got ${heldOut}.`);
  }
  return Math.round(heldOut < 1 ? heldOut * rows : heldOut);
}

/** The error of a split without training rows. */
export const noTrainingRows = (heldOut: number, rows: number): string =>
  `Holding out ${heldOut} of ${rows} rows leaves no row to train on; hold out fewer.`;

/** Returns the number of training rows: `rows` minus the test rows. @throws DataError if that is 0 */
export function trainingCount(heldOut: number, rows: number): number {
  const training = rows - heldOutCount(heldOut, rows);
  if (training < 1) {
    throw new DataError(noTrainingRows(heldOut, rows));
  }
  return training;
}

/** Returns the numbers 0 … rows − 1, shuffled by the seed; in ascending order for the seed 0. */
export function rowOrder(rows: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  if (seed === 0) return order;
  // Fisher–Yates shuffle; each swap takes one draw.
  const draws = uniforms({ seed, purpose: 'split' }, rows);
  for (let last = rows - 1; last > 0; last--) {
    const other = Math.floor(draws[last] * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
