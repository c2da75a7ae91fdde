import { expect, test } from 'vitest';
import { TILE_VARIANTS, tileChoicesFrom } from './tiles';

test('of what was kept, only a choice among the variants counts', () => {
  const [first, second] = TILE_VARIANTS;
  expect(tileChoicesFrom({ 'rows small': { ...first }, 'outer tall': second })).toEqual({
    'rows small': first,
    'outer tall': second,
  });
  expect(tileChoicesFrom({ 'rows small': { ...first, across: 5 }, 'rows round': first, 'outer small': null })).toEqual({});
  for (const nothing of [undefined, null, 3, 'rows small']) expect(tileChoicesFrom(nothing)).toBeUndefined();
});

test('neighbours that share stand side by side', () => {
  for (const { across } of TILE_VARIANTS) expect(across % 4).toBe(0);
});
