/** Where the two ways of a highway layer meet (Srivastava, Greff, Schmidhuber 2015): the twin of shaders/blocks/highway.wgsl. */

/** y = c·T + x·(1 − T), element by element. */
export function highway(candidate: Float64Array, transform: Float64Array, x: Float64Array): Float64Array {
  return candidate.map((c, i) => c * transform[i] + x[i] * (1 - transform[i]));
}
