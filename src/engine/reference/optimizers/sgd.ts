/**
 * Stochastic gradient descent with L2 weight decay: the twin of shaders/optimizers/sgd.wgsl.
 *
 *   g ← g + weightDecay·p       for weights only, which come first in the vector
 *   p ← p − learningRate·g
 */

/** The hyperparameters of stochastic gradient descent. */
export interface SgdSettings {
  learningRate: number;
  weightDecay: number;
}

/** Updates `parameters` in place. The first `decaying` of them decay. */
export function sgd(parameters: Float64Array, gradient: Float64Array, decaying: number, settings: SgdSettings): void {
  const { learningRate, weightDecay } = settings;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i] + (i < decaying ? weightDecay * parameters[i] : 0);
    parameters[i] -= learningRate * g;
  }
}
