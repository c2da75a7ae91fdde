/**
 * The moment map: how a layer of SELU units transforms mean and variance in mean-field theory (Klambauer et al. 2017, equations
 * (3)–(6) and appendix A). The pre-activation of a unit is normal, z ~ N(μω, ντ). Here (μ, ν) are the mean and variance of the
 * layer's input, ω is the sum of the unit's weights and τ the sum of their squares.
 */
import type { Moments } from './moments';
import { truncatedNormalMoments } from '../math/truncated-normal';
import { SELU_ALPHA, SELU_LAMBDA } from '../activations/selu-constants';

export interface MomentMapParameters {
  alpha: number;
  lambda: number;
  omega: number;
  tau: number;
  /** The ρ in ρ·f(z/ρ), which is SELU in other units; 1 by default. */
  unitScale?: number;
}

/** SELU's own constants, and weights of mean 0 and variance 1/fan-in. */
export const NORMALIZED_LAYER: MomentMapParameters = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA, omega: 0, tau: 1 };

/** A matrix by rows: [[a, b], [c, d]]. */
export type Matrix2 = readonly [readonly [number, number], readonly [number, number]];

/** Returns mean and standard deviation of the pre-activation, in units of `unitScale`. */
function preActivation(entering: Moments, { omega, tau, unitScale = 1 }: MomentMapParameters): { m: number; s: number } {
  if (!(entering.variance >= 0) || !(tau >= 0)) {
    throw new RangeError(`variance and tau must be at least 0; got ${entering.variance} and ${tau}`);
  }
  return { m: (entering.mean * omega) / unitScale, s: Math.sqrt(entering.variance * tau) / unitScale };
}

function requireVariance(s: number): void {
  if (s === 0) throw new RangeError('the pre-activation needs a variance above 0, because SELU has no derivative at 0; got 0');
}

/** Returns (μ̃, ν̃), the mean and variance of the layer's output. @throws RangeError for a variance or τ below 0. */
export function mapMoments(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): Moments {
  const { alpha, unitScale = 1 } = parameters;
  // ρ·f(z/ρ) is f for input and output in units of ρ, so ρ multiplies λ.
  const lambda = parameters.lambda * unitScale;
  const { m, s } = preActivation(entering, parameters);
  if (s === 0) return { mean: m > 0 ? lambda * m : lambda * alpha * Math.expm1(m), variance: 0 };
  const { A1, A2, B1, B2 } = truncatedNormalMoments(m, s);
  const mean = lambda * (A1 + alpha * B1);
  const second = lambda * lambda * (A2 + alpha * alpha * B2);
  // At very negative means all units saturate, and rounding may make the difference negative.
  return { mean, variance: Math.max(0, second - mean * mean) };
}

/**
 * Returns the Jacobian ∂(μ̃, ν̃)/∂(μ, ν).
 *
 * @throws RangeError if the pre-activation has variance 0
 */
export function momentMapJacobian(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): Matrix2 {
  const { alpha, lambda, omega, tau, unitScale = 1 } = parameters;
  const { m, s } = preActivation(entering, parameters);
  requireVariance(s);
  const { Pplus, phi0, e1, E2, A1, B1, B2 } = truncatedNormalMoments(m, s);
  const mean = lambda * (A1 + alpha * B1);
  // Derivatives of μ̃ and of the second moment ξ̃ by m and by s²; E2 − e1 = B1 + B2.
  const meanByM = lambda * (Pplus + alpha * e1);
  const meanByS = 0.5 * lambda * (phi0 + alpha * (e1 - phi0));
  const secondByM = 2 * lambda * lambda * (A1 + alpha * alpha * (B1 + B2));
  const secondByS = lambda * lambda * (Pplus + alpha * alpha * (2 * E2 - e1));
  return [
    [omega * meanByM, (tau * meanByS) / unitScale],
    [omega * unitScale * (secondByM - 2 * mean * meanByM), tau * (secondByS - 2 * mean * meanByS)],
  ];
}

/**
 * Returns χ = τ E[selu′(z)²], the factor by which the layer multiplies the second moment of the gradient in the backward pass.
 *
 * @throws RangeError if the pre-activation has variance 0
 */
export function backwardGain(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): number {
  const { alpha, lambda, tau } = parameters;
  const { m, s } = preActivation(entering, parameters);
  requireVariance(s);
  const { Pplus, E2 } = truncatedNormalMoments(m, s);
  return tau * lambda * lambda * (Pplus + alpha * alpha * E2);
}

/** Returns the largest singular value. A map whose Jacobian has a spectral norm below 1 everywhere is a contraction. */
export function spectralNorm([[a, b], [c, d]]: Matrix2): number {
  // The sum of two norms: of half the sum and half the difference of the matrix and its cofactors. Nothing cancels.
  return 0.5 * (Math.hypot(a + d, b - c) + Math.hypot(a - d, b + c));
}

/** Returns the largest modulus of an eigenvalue. A fixed point with a spectral radius below 1 is attracting. */
export function spectralRadius([[a, b], [c, d]]: Matrix2): number {
  const half = 0.5 * (a + d);
  const discriminant = 0.25 * (a - d) ** 2 + b * c;
  // Complex eigenvalues have the modulus √det.
  return discriminant < 0 ? Math.sqrt(a * d - b * c) : Math.abs(half) + Math.sqrt(discriminant);
}
