import { expect, test } from 'vitest';
import { TILE_VARIANTS, tileChoicesFrom } from './tiles';

test('ignores saved choices that are not among the variants', () => {
  const [first, second] = TILE_VARIANTS;
  expect(tileChoicesFrom({ 'activations small': { ...first }, 'weight-gradient tall': second })).toEqual({
    'activations small': first,
    'weight-gradient tall': second,
  });
  expect(
    tileChoicesFrom({
      'activations small': { ...first, across: 5 },
      'activations round': first,
      'weight-gradient small': null,
    }),
  ).toEqual({});
  for (const nothing of [undefined, null, 3, 'activations small']) expect(tileChoicesFrom(nothing)).toBeUndefined();
});

test('each subgroup quad lies within one row of invocations', () => {
  for (const { across } of TILE_VARIANTS) expect(across % 4).toBe(0);
});
