import { describe, expect, test } from 'vitest';
import { oracles } from '../../tests/oracles';
import type { Moments } from './moments';
import { activationOf } from '../activations/catalogue';
import { layerMap } from './layer-map';
import { mapMoments } from './moment-map';
import { depthLimit, depthLimitFrom } from './depth-limit';

const { parameters } = activationOf('selu');
const throughSelu = (preActivation: Moments) => mapMoments(preActivation, { ...parameters, omega: 1, tau: 1 });
const limitAt = (tau: number, start = 1) => depthLimit(layerMap(throughSelu, { tau, centred: false }), start);

/** Fixed points of q ← τ E[selu(N(0, q))²] in 40-digit arithmetic: mean and variance, or the reason that there is none. */
const SCAN = (oracles.tau_scan_pooled_meanfield as { rows: { tau: string; result: string[] }[] }).rows;
const HAS_POINT = SCAN.filter(({ result }) => result.length > 1);

// Near the ends of the range, where convergence is slow: by bisection of the same closed form of E[selu²] in mpmath with 30 digits.
const NEAR_THE_ENDS = [
  { tau: '0.478', result: ['-0.0006164740144', '9.671212598e-6'] },
  { tau: '0.48', result: ['-0.001610268709', '6.646388457e-5'] },
  { tau: '0.49', result: ['-0.006407132532', '0.0010914521'] },
  { tau: '1.7', result: ['1.68907036', '17.26624719'] },
];

describe('SELU converges to its fixed point', () => {
  test.each([...HAS_POINT, ...NEAR_THE_ENDS])('τ = $tau', ({ tau, result }) => {
    const [mean, variance] = result.map(Number);
    for (const start of [variance, 1, 50]) {
      const end = limitAt(Number(tau), start);
      expect(Math.abs((end?.mean ?? NaN) - mean)).toBeLessThan(1e-7 * Math.sqrt(variance));
      expect(Math.abs((end?.variance ?? NaN) / variance - 1)).toBeLessThan(1e-7);
    }
  });
});

// 2/(λ²(1 + α²)) = 0.476771 and 2/λ² = 1.811639 (SCIENCE, section 2).
test.each([0, 0.3, 0.4, 0.46, 0.47, 0.476])('the signal vanishes at τ = %d', (tau) => {
  expect(limitAt(tau)?.variance).toBe(0);
});

test.each([1.813, 1.83, 1.9, 2, 4])('the signal grows without bound at τ = %d', (tau) => {
  expect(limitAt(tau)).toBeNull();
});

test('a growing mean diverges, and an alternating mean oscillates', () => {
  const start = { mean: 0.5, variance: 1 };
  expect(depthLimitFrom(({ mean }) => ({ mean: 3 * mean + 1, variance: 1 }), start)).toBe('diverges');
  expect(depthLimitFrom(({ mean }) => ({ mean: -mean, variance: 1 }), start)).toBe('oscillates');
});

test('the identity converges at every start', () => {
  for (const variance of [0.25, 1, 9])
    expect(depthLimitFrom((moments) => moments, { mean: 0.5, variance })).toEqual({ mean: 0.5, variance });
});
