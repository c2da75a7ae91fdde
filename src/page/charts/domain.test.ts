import { describe, expect, it } from 'vitest';
import { clampTo, decadeDomain, decadeTicks, GrowingDomain, layerTicks, meanDomain } from './domain';

const STANDARD = { mean: 0, variance: 1 };

describe('meanDomain', () => {
  it('reaches one standard deviation around the target without data', () => {
    expect(meanDomain([], STANDARD)).toEqual({ min: -1, max: 1 });
    expect(meanDomain([], { mean: 0.5, variance: 4 })).toEqual({ min: -1.5, max: 2.5 });
  });

  it('grows in half standard deviations and ends at four', () => {
    expect(meanDomain([1.1, NaN], STANDARD)).toEqual({ min: -1, max: 1.5 });
    expect(meanDomain([3e8, -Infinity], STANDARD)).toEqual({ min: -4, max: 4 });
  });
});

describe('decadeDomain', () => {
  it('keeps a decade around the target', () => {
    expect(decadeDomain([], 1)).toEqual({ min: 0.1, max: 10 });
    expect(decadeDomain([0.98, 1.4], 1)).toEqual({ min: 0.1, max: 10 });
  });

  it('accepts 0, infinity and NaN, and ends at 1e-12 and 1e6', () => {
    const { min, max } = decadeDomain([0, NaN, Infinity], 1);
    expect(min).toBeCloseTo(1e-12, 20);
    expect(max).toBe(1e6);
  });
});

it('a growing domain never shrinks until it is reset', () => {
  const domain = new GrowingDomain();
  domain.grow({ min: -2, max: 1 });
  expect(domain.grow({ min: -1, max: 3 })).toEqual({ min: -2, max: 3 });
  domain.reset();
  expect(domain.grow({ min: -1, max: 1 })).toEqual({ min: -1, max: 1 });
});

it('clamps to the edges and leaves NaN alone', () => {
  expect([5, -Infinity, 0.5, NaN].map((value) => clampTo(value, { min: 0, max: 1 }))).toEqual([1, 0, 0.5, NaN]);
});

describe('ticks', () => {
  it('marks 1, 2 and 5 where there is room and 1 always', () => {
    expect(decadeTicks({ min: 0.1, max: 10 }, 9)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
    expect(decadeTicks({ min: 0.1, max: 10 }, 4)).toEqual([0.1, 1, 10]);
    expect(decadeTicks({ min: 1e-11, max: 10 }, 6)).toContain(1);
  });

  it.each([
    [1, [1]],
    [3, [1, 2, 3]],
    [16, [1, 4, 8, 12, 16]],
    [17, [1, 4, 8, 12, 17]],
    [128, [1, 32, 64, 96, 128]],
  ])('of %d layers marks %j', (depth, ticks) => {
    expect(layerTicks(depth, 6)).toEqual(ticks);
  });

  it('always marks the first and the last layer, and never more than asked for', () => {
    for (let depth = 1; depth <= 128; depth++) {
      const ticks = layerTicks(depth, 8);
      expect(ticks[0]).toBe(1);
      expect(ticks.at(-1)).toBe(depth);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  });
});
