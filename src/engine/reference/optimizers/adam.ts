/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), as PyTorch defines them: the twin of
 * shaders/optimizers/adam.wgsl.
 *
 *   g ← g + weightDecay·p                        Adam, for weights only, which come first in the vector
 *   p ← p − learningRate·weightDecay·p           AdamW, for weights only
 *   m ← β₁·m + (1 − β₁)·g                        m, v start at 0
 *   v ← β₂·v + (1 − β₂)·g²
 *   p ← p − learningRate · m̂ / (√v̂ + ε)          m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), t = 1 at the first update
 */
import type { SgdSettings } from './sgd';

/** The hyperparameters of Adam and AdamW. */
export interface AdamSettings extends SgdSettings {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Whether the decay is decoupled from the gradient (AdamW). */
  decoupled: boolean;
}

/** Exponential averages of the gradient and of its square, each as long as the parameters. */
export interface AdamMoments {
  first: Float64Array;
  second: Float64Array;
}

/** Makes update number `t` (from 1) to `parameters` and `moments` in place. The first `decaying` parameters decay. */
export function adam(
  parameters: Float64Array,
  moments: AdamMoments,
  gradient: Float64Array,
  decaying: number,
  t: number,
  settings: AdamSettings,
): void {
  const { learningRate, weightDecay, beta1, beta2, epsilon, decoupled } = settings;
  const { first: m, second: v } = moments;
  for (let i = 0; i < parameters.length; i++) {
    const decay = i < decaying ? weightDecay * parameters[i] : 0;
    const g = decoupled ? gradient[i] : gradient[i] + decay;
    if (decoupled) parameters[i] -= learningRate * decay;
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    const mHat = m[i] / (1 - beta1 ** t);
    const vHat = v[i] / (1 - beta2 ** t);
    parameters[i] -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
  }
}
