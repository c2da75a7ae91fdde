import { describe, expect, test } from 'vitest';
import { oracles } from '../../tests/oracles';
import type { Moments } from './moments';
import { activationOf } from '../activations/catalogue';
import { layerMap } from './layer-map';
import { mapMoments } from './moment-map';
import { settle, settleFrom } from './settle';

const { parameters } = activationOf('selu');
const throughSelu = (preActivation: Moments) => mapMoments(preActivation, { ...parameters, omega: 1, tau: 1 });
const settleAt = (tau: number, start = 1) => settle(layerMap(throughSelu, { tau, centred: false }), start);

/** Fixed points of q ← τ E[selu(N(0, q))²], in 40-digit arithmetic: mean and variance there, or what happens instead. */
const SCAN = (oracles.tau_scan_pooled_meanfield as { rows: { tau: string; result: string[] }[] }).rows;
const HAS_POINT = SCAN.filter(({ result }) => result.length > 1);

// By bisection in 30-digit arithmetic with mpmath, from the same closed form of E[selu²]: near the ends, where layers come to it slowly.
const NEAR_THE_ENDS = [
  { tau: '0.478', result: ['-0.0006164740144', '9.671212598e-6'] },
  { tau: '0.48', result: ['-0.001610268709', '6.646388457e-5'] },
  { tau: '0.49', result: ['-0.006407132532', '0.0010914521'] },
  { tau: '1.7', result: ['1.68907036', '17.26624719'] },
];

describe('SELU settles where its fixed point is', () => {
  test.each([...HAS_POINT, ...NEAR_THE_ENDS])('τ = $tau', ({ tau, result }) => {
    const [mean, variance] = result.map(Number);
    for (const start of [variance, 1, 50]) {
      const end = settleAt(Number(tau), start);
      expect(Math.abs((end?.mean ?? NaN) - mean)).toBeLessThan(1e-7 * Math.sqrt(variance));
      expect(Math.abs((end?.variance ?? NaN) / variance - 1)).toBeLessThan(1e-7);
    }
  });
});

// 2/(λ²(1 + α²)) = 0.476771 and 2/λ² = 1.811639 (SCIENCE, section 2).
test.each([0, 0.3, 0.4, 0.46, 0.47, 0.476])('layers die out at τ = %d', (tau) => {
  expect(settleAt(tau)?.variance).toBe(0);
});

test.each([1.813, 1.83, 1.9, 2, 4])('layers grow beyond all bounds at τ = %d', (tau) => {
  expect(settleAt(tau)).toBeNull();
});

test('a mean that grows by itself is no end, nor is one that swings', () => {
  const start = { mean: 0.5, variance: 1 };
  expect(settleFrom(({ mean }) => ({ mean: 3 * mean + 1, variance: 1 }), start)).toBe('grows');
  expect(settleFrom(({ mean }) => ({ mean: -mean, variance: 1 }), start)).toBe('swings');
});

test('what layers keep is an end wherever they start', () => {
  for (const variance of [0.25, 1, 9])
    expect(settleFrom((moments) => moments, { mean: 0.5, variance })).toEqual({ mean: 0.5, variance });
});
