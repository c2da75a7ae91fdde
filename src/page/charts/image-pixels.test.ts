import { expect, test } from 'vitest';
import { imagePixels } from './image-pixels';

test('grey values up to their own maximum', () => {
  const pixels = imagePixels([0, 4, 8, 16], { width: 2, height: 2, channels: 1, maximum: 16 });
  // 4/16 and 8/16 of 255 are 63.75 and 127.5.
  expect([...pixels]).toEqual([0, 0, 0, 255, 64, 64, 64, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
});

test('colours come channel by channel', () => {
  const pixels = imagePixels([1, 2, /**/ 10, 20, /**/ 100, 200], { width: 2, height: 1, channels: 3 });
  expect([...pixels]).toEqual([1, 10, 100, 255, 2, 20, 200, 255]);
});
