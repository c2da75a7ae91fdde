/** The combination of a highway layer (Srivastava, Greff, Schmidhuber 2015): the twin of shaders/blocks/highway.wgsl. */

/** Returns y = c·T + x·(1 − T), elementwise. */
export function highway(candidate: Float64Array, transform: Float64Array, x: Float64Array): Float64Array {
  return candidate.map((c, i) => c * transform[i] + x[i] * (1 - transform[i]));
}
