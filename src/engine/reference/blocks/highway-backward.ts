/** The backward pass of a highway layer's combination: the twin of shaders/blocks/highway_backward.wgsl. */

/** The gradients at the candidate, the gate and the input. */
export interface HighwayGradients {
  /** dc = dy·T */
  candidate: Float64Array;
  /** dy·(c − x)·T·(1 − T), at the input of the gate's sigmoid */
  gate: Float64Array;
  /** s = dy·(1 − T), the gradient that the carry path passes to the layer's input */
  skip: Float64Array;
}

/**
 * Returns the gradients at the candidate, the gate and the input. All arrays are [batch, width].
 *
 * @param dy ∂loss/∂y at the combined output
 */
export function highwayBackward(
  dy: Float64Array,
  candidate: Float64Array,
  transform: Float64Array,
  x: Float64Array,
): HighwayGradients {
  return {
    candidate: dy.map((d, i) => d * transform[i]),
    gate: dy.map((d, i) => d * (candidate[i] - x[i]) * transform[i] * (1 - transform[i])),
    skip: dy.map((d, i) => d * (1 - transform[i])),
  };
}
