/**
 * Named streams of draws: every draw of a run is keyed by (seed, purpose, layer, step, element), so that the same experiment
 * draws the same numbers whatever is drawn beside it. Key: (seed, purpose · 2¹⁶ + layer); counter: (step, element / 2), the two
 * words of a block serving elements 2i and 2i + 1.
 */
import { threefry } from './threefry';

/** What a draw is for. The numbers are part of every saved experiment's meaning: never renumber. */
export const PURPOSES = { weight: 1, dropout: 2, batch: 3, dataset: 4, noise: 5, split: 6 } as const;
export type Purpose = keyof typeof PURPOSES;

/** The second key word of a stream. */
export function streamKey(purpose: Purpose, layer = 0): number {
  return ((PURPOSES[purpose] << 16) | layer) >>> 0;
}

/** A word to the middle of one of 2³² equal cells of (0, 1): never 0, never 1. */
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

/** The 32-bit word of one element of a stream. */
export function word(stream: Stream, element: number): number {
  threefry(stream.seed, streamKey(stream.purpose, stream.layer), stream.step ?? 0, element >>> 1, block);
  return block[element & 1];
}

/** `count` uniform draws in (0, 1). */
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

/** `count` standard normal draws by Box and Muller's transform of the uniforms, a pair from each block. */
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
