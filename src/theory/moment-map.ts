/**
 * The moment map: what a layer of SELU units does to mean and variance, in the mean field (Klambauer et al. 2017, equations
 * (3)–(6) and appendix A). A unit's pre-activation is normal, z ~ N(μω, ντ), where (μ, ν) are the mean and the variance entering
 * the layer, ω the sum of the unit's incoming weights and τ the sum of their squares.
 */
import type { Moments } from './moments';
import { normalHalves } from '../math/normal-halves';
import { SELU_ALPHA, SELU_LAMBDA } from '../activations/selu-constants';

export interface MomentMapParameters {
  alpha: number;
  lambda: number;
  omega: number;
  tau: number;
  /** The ρ of ρ·f(z/ρ), SELU in other units; 1 where left out. */
  reach?: number;
}

/** SELU's own constants and weights of mean 0 and variance 1/fan-in. */
export const NORMALIZED_LAYER: MomentMapParameters = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA, omega: 0, tau: 1 };

/** [[a, b], [c, d]]. */
export type Matrix2 = readonly [readonly [number, number], readonly [number, number]];

/** Mean and standard deviation of the pre-activation, in units of the reach. */
function preActivation(entering: Moments, { omega, tau, reach = 1 }: MomentMapParameters): { m: number; s: number } {
  if (!(entering.variance >= 0) || !(tau >= 0)) {
    throw new RangeError(`variance and tau must be at least 0; got ${entering.variance} and ${tau}`);
  }
  return { m: (entering.mean * omega) / reach, s: Math.sqrt(entering.variance * tau) / reach };
}

function throwAtNoVariance(s: number): void {
  if (s === 0) throw new RangeError('the derivative needs a variance above 0: SELU has a kink at 0');
}

/** (μ, ν) → (μ̃, ν̃): mean and variance leaving the layer. @throws RangeError for a variance or τ below 0. */
export function mapMoments(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): Moments {
  const { alpha, reach = 1 } = parameters;
  // ρ·f(z/ρ) is what f gives for z in units of ρ, in the same units.
  const lambda = parameters.lambda * reach;
  const { m, s } = preActivation(entering, parameters);
  if (s === 0) return { mean: m > 0 ? lambda * m : lambda * alpha * Math.expm1(m), variance: 0 };
  const { A1, A2, B1, B2 } = normalHalves(m, s);
  const mean = lambda * (A1 + alpha * B1);
  const second = lambda * lambda * (A2 + alpha * alpha * B2);
  // Far to the left all units saturate and the difference is rounding alone.
  return { mean, variance: Math.max(0, second - mean * mean) };
}

/**
 * ∂(μ̃, ν̃)/∂(μ, ν).
 *
 * @throws RangeError where the pre-activation has no variance
 */
export function momentMapJacobian(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): Matrix2 {
  const { alpha, lambda, omega, tau, reach = 1 } = parameters;
  const { m, s } = preActivation(entering, parameters);
  throwAtNoVariance(s);
  const { Pplus, phi0, e1, E2, A1, B1, B2 } = normalHalves(m, s);
  const mean = lambda * (A1 + alpha * B1);
  // Derivatives of μ̃ and of the second moment ξ̃ by m and by s²; E2 − e1 = B1 + B2.
  const meanByM = lambda * (Pplus + alpha * e1);
  const meanByS = 0.5 * lambda * (phi0 + alpha * (e1 - phi0));
  const secondByM = 2 * lambda * lambda * (A1 + alpha * alpha * (B1 + B2));
  const secondByS = lambda * lambda * (Pplus + alpha * alpha * (2 * E2 - e1));
  return [
    [omega * meanByM, (tau * meanByS) / reach],
    [omega * reach * (secondByM - 2 * mean * meanByM), tau * (secondByS - 2 * mean * meanByS)],
  ];
}

/**
 * χ = τ E[selu′(z)²]: the factor by which the layer multiplies the second moment of the gradient on its way back.
 *
 * @throws RangeError where the pre-activation has no variance
 */
export function backwardGain(entering: Moments, parameters: MomentMapParameters = NORMALIZED_LAYER): number {
  const { alpha, lambda, tau } = parameters;
  const { m, s } = preActivation(entering, parameters);
  throwAtNoVariance(s);
  const { Pplus, E2 } = normalHalves(m, s);
  return tau * lambda * lambda * (Pplus + alpha * alpha * E2);
}

/** The largest singular value. Below 1 everywhere, a map brings all points closer to each other. */
export function spectralNorm([[a, b], [c, d]]: Matrix2): number {
  // Of half the sum and half the difference of a matrix and its cofactors: no square is subtracted from a square.
  return 0.5 * (Math.hypot(a + d, b - c) + Math.hypot(a - d, b + c));
}

/** The largest modulus of an eigenvalue: below 1, a fixed point attracts. */
export function spectralRadius([[a, b], [c, d]]: Matrix2): number {
  const half = 0.5 * (a + d);
  const discriminant = 0.25 * (a - d) ** 2 + b * c;
  // A complex pair has the modulus √det.
  return discriminant < 0 ? Math.sqrt(a * d - b * c) : Math.abs(half) + Math.sqrt(discriminant);
}
