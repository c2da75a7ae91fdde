/** Which rows are held out, and in which order a set without an order of its own is taken. */
import { uniforms } from '../math/random-stream';
import { DataError } from './errors';

/**
 * Number of rows held out of `rows`: a share of them where `heldOut` is below 1, that many from 1 on.
 *
 * @throws DataError where it is not a number from 0 on.
 */
export function heldOutCount(heldOut: number, rows: number): number {
  if (!(heldOut >= 0) || heldOut === Infinity) {
    throw new DataError(`heldOut must be a share below 1 or a number of rows, not ${heldOut}.`);
  }
  return Math.round(heldOut < 1 ? heldOut * rows : heldOut);
}

/** `rows` in all less those held out. @throws DataError where none is left to train on. */
export function trainingCount(heldOut: number, rows: number): number {
  const training = rows - heldOutCount(heldOut, rows);
  if (training < 1) {
    throw new DataError(`Holding out ${heldOut} of ${rows} rows leaves none to train on; hold out fewer.`);
  }
  return training;
}

/** The numbers 0 … rows − 1 in an order drawn by the seed; in their own order where it is 0. */
export function rowOrder(rows: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  if (seed === 0) return order;
  // Fisher and Yates's shuffle, one draw of the stream a swap.
  const draws = uniforms({ seed, purpose: 'split' }, rows);
  for (let last = rows - 1; last > 0; last--) {
    const other = Math.floor(draws[last] * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
