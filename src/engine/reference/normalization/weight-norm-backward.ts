/**
 * Weight normalisation, backward: the twin of shaders/normalization/weight_norm_backward.wgsl. For each unit,
 *
 *   dγ = Σ dW·V/‖V‖        dV = γ/‖V‖·dW − γ·dγ/‖V‖²·V        both are 0 if V = 0
 */
import { columnNorms } from './weight-norm';

/** dV and dγ. */
export interface WeightNormGradients {
  /** [in, out] */
  v: Float64Array;
  /** [out] */
  gamma: Float64Array;
}

/** Returns dV and dγ. dW: ∂loss/∂W, [in, out] */
export function weightNormBackward(dW: Float64Array, v: Float64Array, gamma: Float64Array): WeightNormGradients {
  const fanOut = gamma.length;
  const norms = columnNorms(v, fanOut);
  const dGamma = new Float64Array(fanOut);
  const inverses = norms.map((norm) => (norm > 0 ? 1 / norm : 0));
  dW.forEach((value, i) => (dGamma[i % fanOut] += value * v[i] * inverses[i % fanOut]));
  const dV = dW.map((value, i) => {
    const unit = i % fanOut;
    return gamma[unit] * inverses[unit] * (value - dGamma[unit] * inverses[unit] * v[i]);
  });
  return { v: dV, gamma: dGamma };
}
