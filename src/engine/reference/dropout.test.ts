import { expect, test } from 'vitest';
import { expectClose, flat, oracles } from '../../../tests/oracles';
import { activationOf } from '../../activations/catalogue';
import { word } from '../../math/random-stream';
import { dropoutBackward, dropoutCoefficients, dropoutForward, keepMask } from './dropout';

const SELU = activationOf('selu').parameters;
const STANDARD_NORMAL = { mean: 0, variance: 1 };
const NAMES = [
  'alpha_dropout_mask_rate_0.05',
  'alpha_dropout_mask_rate_0.1',
  'alpha_dropout_mask_rate_0.2',
  'alpha_dropout_mask_rate_0.5',
  'dropout_mask_rate_0.2',
] as const;

test.each(NAMES)('%s', (name) => {
  const { rate, x, keep_mask, grad_out, y, grad_in } = oracles[name];
  const kind = name.startsWith('alpha') ? 'alpha' : 'standard';
  const coefficients = dropoutCoefficients({ kind, rate }, STANDARD_NORMAL, SELU);
  if (!coefficients) throw new Error('a rate above 0 has coefficients');
  const dropout = { ...coefficients, keep: Uint8Array.from(flat(keep_mask)) };
  expectClose(dropoutForward(Float64Array.from(flat(x)), dropout), y);
  expectClose(dropoutBackward(Float64Array.from(flat(grad_out)), dropout), grad_in);
});

test('the coefficients of alpha dropout for any target and α′', () => {
  for (const row of oracles.alpha_dropout_ab) {
    const constants = { alpha: -Number(row.alpha_prime), lambda: 1, unitScale: 1 };
    const target = { mean: Number(row.mu), variance: Number(row.nu) };
    const got = dropoutCoefficients({ kind: 'alpha', rate: Number(row.rate) }, target, constants);
    expectClose([got?.scale ?? NaN, got?.shift ?? NaN], [Number(row.a), Number(row.b)]);
    expectClose([got?.dropped ?? NaN], [Number(row.dropped_value)]);
  }
});

test('returns no coefficients at rate 0 or without dropout, and rejects a rate of 1', () => {
  expect(dropoutCoefficients({ kind: 'alpha', rate: 0 }, STANDARD_NORMAL, SELU)).toBeNull();
  expect(dropoutCoefficients({ kind: 'none', rate: 0.5 }, STANDARD_NORMAL, SELU)).toBeNull();
  for (const rate of [1, -0.1, NaN]) {
    expect(() => dropoutCoefficients({ kind: 'standard', rate }, STANDARD_NORMAL, SELU)).toThrow(RangeError);
  }
});

test('drops the units whose random word is below ⌊rate · 2³²⌋', () => {
  const [batch, width, rate] = [4, 7, 0.3];
  const keep = keepMask(5, 2, 9, batch, width, rate);
  for (let row = 0; row < batch; row++) {
    for (let unit = 0; unit < width; unit++) {
      const drawn = word({ seed: 5, purpose: 'dropout', layer: 2, step: 9 }, row * width + unit);
      expect(keep[row * width + unit]).toBe(drawn / 2 ** 32 < rate ? 0 : 1);
    }
  }
});

test('drops about the right share, and different units for other steps, layers and seeds', () => {
  const draw = (seed: number, layer: number, step: number) => keepMask(seed, layer, step, 100, 100, 0.2);
  const kept = draw(1, 0, 0).reduce((sum, keep) => sum + keep, 0);
  // The standard error of 10⁴ draws is 0.004; the bounds are four of them.
  expect(Math.abs(kept / 1e4 - 0.8)).toBeLessThan(0.016);
  const masks = [draw(1, 0, 0), draw(1, 0, 1), draw(1, 1, 0), draw(2, 0, 0)];
  expect(new Set(masks.map((mask) => mask.join(''))).size).toBe(4);
});
