/** Weight normalisation (Salimans and Kingma 2016): the twin of shaders/normalization/weight_norm.wgsl. */

/** Returns the norm ‖V‖ of each unit's column of V [in, out]. */
export function columnNorms(v: Float64Array, fanOut: number): Float64Array {
  const squares = new Float64Array(fanOut);
  v.forEach((value, i) => (squares[i % fanOut] += value * value));
  return squares.map(Math.sqrt);
}

/** Returns W = γ·V/‖V‖, [in, out]. W = 0 for a unit with V = 0. */
export function weightNorm(v: Float64Array, gamma: Float64Array): Float64Array {
  const norms = columnNorms(v, gamma.length);
  return v.map((value, i) => (value === 0 ? 0 : (gamma[i % gamma.length] * value) / norms[i % gamma.length]));
}
