/**
 * Threefry-2x32 with 20 rounds, a counter-based random number generator. Source: Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011, section 4.2.
 *
 * A draw is a pure function of its key and counter, so any draw can be repeated without stored state. shaders/lib/random.wgsl has
 * the same function and returns the same bits.
 */

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Encrypts the counter (c0, c1) under the key (k0, k1); writes two unsigned 32-bit words to `out[at]` and `out[at + 1]`. */
export function threefry(k0: number, k1: number, c0: number, c1: number, out: Uint32Array, at = 0): void {
  const key = [k0 | 0, k1 | 0, PARITY ^ k0 ^ k1];
  let x0 = (c0 + key[0]) | 0;
  let x1 = (c1 + key[1]) | 0;
  for (let group = 0; group < 5; group++) {
    const first = (group & 1) * 4;
    for (let round = 0; round < 4; round++) {
      const rotation = ROTATIONS[first + round];
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    }
    x0 = (x0 + key[(group + 1) % 3]) | 0;
    x1 = (x1 + key[(group + 2) % 3] + group + 1) | 0;
  }
  out[at] = x0;
  out[at + 1] = x1;
}
