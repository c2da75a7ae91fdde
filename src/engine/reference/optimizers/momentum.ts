/**
 * Gradient descent with momentum, plain or Nesterov's, as PyTorch defines them: the twin of shaders/optimizers/momentum.wgsl.
 *
 *   g ← g + weightDecay·p                    for weights only, which come first in the vector
 *   v ← μ·v + g                              v starts at 0
 *   p ← p − learningRate·v                   momentum
 *   p ← p − learningRate·(g + μ·v)           Nesterov
 */
import type { SgdSettings } from './sgd';

/** The hyperparameters of gradient descent with momentum. */
export interface MomentumSettings extends SgdSettings {
  momentum: number;
  nesterov: boolean;
}

/** Updates `parameters` and `velocity` in place. The first `decaying` parameters decay. */
export function momentum(
  parameters: Float64Array,
  velocity: Float64Array,
  gradient: Float64Array,
  decaying: number,
  settings: MomentumSettings,
): void {
  const { learningRate, weightDecay, momentum: mu, nesterov } = settings;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i] + (i < decaying ? weightDecay * parameters[i] : 0);
    velocity[i] = mu * velocity[i] + g;
    parameters[i] -= learningRate * (nesterov ? g + mu * velocity[i] : velocity[i]);
  }
}
