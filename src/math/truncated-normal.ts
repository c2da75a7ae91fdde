/**
 * Integrals over the negative and the positive half of a normal density. The moment map consists of them. For z ~ N(m, s²):
 *
 *     P0 = P(z < 0)     P₊ = P(z > 0)     φ0 = density at 0
 *     e1 = E[eᶻ; z < 0]          E2 = E[e²ᶻ; z < 0]
 *     A1 = E[z; z > 0]           A2 = E[z²; z > 0]
 *     B1 = E[eᶻ − 1; z < 0]      B2 = E[(eᶻ − 1)²; z < 0]
 */
import { erfc, erfcx } from './erf';

export interface TruncatedNormalMoments {
  P0: number;
  Pplus: number;
  phi0: number;
  e1: number;
  E2: number;
  A1: number;
  A2: number;
  B1: number;
  B2: number;
}

/** Below this value of |m| + 6s, B1 and B2 are power series, because the closed forms cancel. */
const SERIES_BELOW = 0.5;
const SERIES_TERMS = 20;

/** Returns E[e^(kz); z < 0] = ½ exp(km + k²s²/2) erfc((m + ks²)/(√2 s)), in a form that does not overflow. */
function truncatedExponential(k: 1 | 2, m: number, s: number): number {
  const u = (m + k * s * s) / (Math.SQRT2 * s);
  if (u >= 0) return 0.5 * Math.exp((-m * m) / (2 * s * s)) * erfcx(u);
  return 0.5 * Math.exp(k * m + 0.5 * k * k * s * s) * erfc(u);
}

/** Returns B1 and B2 from the moments E[zᵏ; z < 0], with eᶻ − 1 = Σ zᵏ/k! and (eᶻ − 1)² = Σ (2ᵏ − 2) zᵏ/k! for k ≥ 1. */
function seriesForB(m: number, s: number, P0: number, phi0: number): { B1: number; B2: number } {
  const square = s * s;
  let before = P0;
  let moment = m * P0 - square * phi0;
  let factorial = 1;
  let B1 = moment;
  let B2 = 0;
  for (let k = 2; k <= SERIES_TERMS; k++) {
    [before, moment] = [moment, m * moment + (k - 1) * square * before];
    factorial *= k;
    B1 += moment / factorial;
    B2 += ((2 ** k - 2) * moment) / factorial;
  }
  return { B1, B2 };
}

/** Returns the integrals for z ~ N(m, s²), s > 0. */
export function truncatedNormalMoments(m: number, s: number): TruncatedNormalMoments {
  const u = m / (Math.SQRT2 * s);
  const P0 = 0.5 * erfc(u);
  const Pplus = 0.5 * erfc(-u);
  const phi0 = Math.exp(-u * u) / (s * Math.sqrt(2 * Math.PI));
  const e1 = truncatedExponential(1, m, s);
  const E2 = truncatedExponential(2, m, s);
  const A1 = m * Pplus + s * s * phi0;
  const A2 = (m * m + s * s) * Pplus + m * s * s * phi0;
  const { B1, B2 } = Math.abs(m) + 6 * s < SERIES_BELOW ? seriesForB(m, s, P0, phi0) : { B1: e1 - P0, B2: E2 - 2 * e1 + P0 };
  return { P0, Pplus, phi0, e1, E2, A1, A2, B1, B2 };
}
