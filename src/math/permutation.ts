/**
 * A random permutation of 0 … size − 1, one element at a time and without a table: a six-round Feistel network over the next
 * power of four, walked until it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002,
 * section 5). shaders/lib/permutation.wgsl holds the same function, so a shuffled batch is gathered on the GPU by arithmetic
 * alone.
 */
import { threefry } from './threefry';
import { streamKey } from './random-stream';

const ROUNDS = 6;
// Halves of fewer bits give too few round functions to look random.
const SMALLEST_HALF = 3;
const block = new Uint32Array(2);

/** Where position `index` of pass `epoch` over `size` rows is found. `size` at least 1 and below 2³¹, `index` below `size`. */
export function permute(index: number, size: number, seed: number, epoch: number): number {
  // Bits of each half: the domain holds 4^half ≥ size elements, at most four times as many, from 64 on.
  let half = SMALLEST_HALF;
  while (4 ** half < size) half++;
  const mask = (1 << half) - 1;
  const key = streamKey('batch');
  let value = index;
  do {
    let left = value >>> half;
    let right = value & mask;
    for (let round = 0; round < ROUNDS; round++) {
      // The round number rides above the half block, which is at most 16 bits wide.
      threefry(seed, key, epoch, (round << 16) | right, block);
      [left, right] = [right, left ^ (block[0] & mask)];
    }
    value = ((left << half) | right) >>> 0;
  } while (value >= size);
  return value;
}
