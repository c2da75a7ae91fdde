/**
 * A random permutation of 0 … size − 1, computed one element at a time and without a table.
 *
 * Method: a Feistel network of six rounds permutes the next power of four. It is applied repeatedly until the value is below `size`
 * ("cycle walking"). Source: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, section 5.
 * shaders/lib/permutation.wgsl has the same function, so the GPU gathers a shuffled batch without an index table.
 */
import { threefry } from './threefry';
import { streamKey } from './random-stream';

const ROUNDS = 6;
// With fewer bits, there are too few round functions for the permutation to look random.
const SMALLEST_HALF = 3;
const block = new Uint32Array(2);

/** Returns the row at position `index` of epoch `epoch` over `size` rows; 1 ≤ `size` < 2³¹ and 0 ≤ `index` < `size`. */
export function permute(index: number, size: number, seed: number, epoch: number): number {
  // Bits of each half. The domain has 4^half elements: at least 64, and otherwise fewer than 4 · size.
  let half = SMALLEST_HALF;
  while (4 ** half < size) half++;
  const mask = (1 << half) - 1;
  const key = streamKey('batch');
  let value = index;
  do {
    let left = value >>> half;
    let right = value & mask;
    for (let round = 0; round < ROUNDS; round++) {
      // A half has at most 16 bits, so the upper 16 bits of the counter hold the round number.
      threefry(seed, key, epoch, (round << 16) | right, block);
      [left, right] = [right, left ^ (block[0] & mask)];
    }
    value = ((left << half) | right) >>> 0;
  } while (value >= size);
  return value;
}
