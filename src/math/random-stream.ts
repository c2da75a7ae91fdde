/**
 * Named streams of random numbers. A draw depends only on (seed, purpose, layer, step, element), so an experiment draws the same
 * numbers whatever other streams are in use.
 *
 * The key is (seed, purpose · 2¹⁶ + layer) and the counter (step, ⌊element / 2⌋). Each block has two words, for the elements 2i and
 * 2i + 1.
 */
import { threefry } from './threefry';

/** The purposes of draws. Never change a number: saved experiments would draw other values. */
export const PURPOSES = { weight: 1, dropout: 2, batch: 3, dataset: 4, noise: 5, split: 6 } as const;
export type Purpose = keyof typeof PURPOSES;

/** Returns the second key word of a stream. */
export function streamKey(purpose: Purpose, layer = 0): number {
  return ((PURPOSES[purpose] << 16) | layer) >>> 0;
}

/** Returns the centre of one of 2³² equal cells of (0, 1), so neither 0 nor 1. */
function toUnit(word: number): number {
  return (word + 0.5) * 2 ** -32;
}

export interface Stream {
  seed: number;
  purpose: Purpose;
  layer?: number;
  step?: number;
}

const block = new Uint32Array(2);

/** Returns the 32-bit word of one element of a stream. */
export function word(stream: Stream, element: number): number {
  threefry(stream.seed, streamKey(stream.purpose, stream.layer), stream.step ?? 0, element >>> 1, block);
  return block[element & 1];
}

/** Returns `count` uniform draws in (0, 1). */
export function uniforms(stream: Stream, count: number): Float64Array {
  const draws = new Float64Array(count + (count & 1));
  const key = streamKey(stream.purpose, stream.layer);
  for (let i = 0; i < count; i += 2) {
    threefry(stream.seed, key, stream.step ?? 0, i >>> 1, block);
    draws[i] = toUnit(block[0]);
    draws[i + 1] = toUnit(block[1]);
  }
  return draws.subarray(0, count);
}

/** Returns `count` standard normal draws. The Box–Muller transform makes two of them from each block. */
export function normals(stream: Stream, count: number): Float64Array {
  const draws = new Float64Array(count + (count & 1));
  const key = streamKey(stream.purpose, stream.layer);
  for (let i = 0; i < count; i += 2) {
    threefry(stream.seed, key, stream.step ?? 0, i >>> 1, block);
    const radius = Math.sqrt(-2 * Math.log(toUnit(block[0])));
    const angle = 2 * Math.PI * toUnit(block[1]);
    draws[i] = radius * Math.cos(angle);
    draws[i + 1] = radius * Math.sin(angle);
  }
  return draws.subarray(0, count);
}
