/** The expected images are worked out by hand from the descriptions of the two sets. */
import { expect, test } from 'vitest';
import { digitsImage, mnistImage, type Drawing } from './drawn-digit';

/** A sheet of 100 × 100 with filled rectangles. */
function drawingOf(...boxes: { left: number; top: number; width: number; height: number; ink?: number }[]): Drawing {
  const ink = new Float32Array(100 * 100);
  for (const { left, top, width, height, ink: dark = 1 } of boxes) {
    for (let y = top; y < top + height; y++) ink.fill(dark, y * 100 + left, y * 100 + left + width);
  }
  return { width: 100, height: 100, ink };
}

const at = (image: Float32Array, x: number, y: number) => image[y * Math.sqrt(image.length) + x];
const sum = (image: Float32Array) => image.reduce((total, value) => total + value, 0);

test('an empty drawing is an empty image', () => {
  const empty = drawingOf();
  expect([mnistImage(empty).length, sum(mnistImage(empty))]).toEqual([784, 0]);
  expect([digitsImage(empty).length, sum(digitsImage(empty))]).toEqual([64, 0]);
});

test('MNIST: a square of any size and place fills the middle 20 × 20 pixels', () => {
  for (const square of [
    { left: 3, top: 50, width: 40, height: 40 },
    { left: 71, top: 2, width: 10, height: 10 },
  ]) {
    const image = mnistImage(drawingOf(square));
    expect(sum(image)).toBe(255 * 400);
    expect([at(image, 4, 4), at(image, 23, 23)]).toEqual([255, 255]);
    expect([at(image, 3, 4), at(image, 24, 23)]).toEqual([0, 0]);
  }
});

test('MNIST: proportions are kept', () => {
  // 10 × 40 becomes 5 × 20; its middle, 2.5 from the left, comes to 14, rounded to whole pixels from 11.5.
  const image = mnistImage(drawingOf({ left: 30, top: 20, width: 10, height: 40 }));
  expect(sum(image)).toBe(255 * 5 * 20);
  expect([11, 12, 16, 17].map((x) => at(image, x, 14))).toEqual([0, 255, 255, 0]);
});

test('MNIST: the centre of mass is in the middle', () => {
  // 40 × 40 becomes 20 × 20: a bar of 4 × 20 on the left and a foot of 16 × 4, whose masses are 80 and 64. Their centres are at x = 2 and
  // x = 12, y = 10 and y = 18, so the centre of mass is at (80·2 + 64·12)/144 = 6.44 and (80·10 + 64·18)/144 = 13.56.
  const image = mnistImage(drawingOf({ left: 10, top: 10, width: 8, height: 40 }, { left: 18, top: 42, width: 32, height: 8 }));
  // From x = 14 − 6.44 ≈ 8 on, and from y = 14 − 13.56 ≈ 0 on.
  expect([7, 8, 11, 12].map((x) => at(image, x, 5))).toEqual([0, 255, 255, 0]);
  expect([15, 16, 19, 20].map((y) => at(image, 24, y))).toEqual([0, 255, 255, 0]);
});

test('MNIST: a half-covered pixel is mid-grey', () => {
  // 40 wide and high at half the scale: every second column of ink, one pixel of paper and one of ink in each pixel.
  const stripes = Array.from({ length: 20 }, (_, i) => ({ left: 11 + 2 * i, top: 10, width: 1, height: 40 }));
  const image = mnistImage(drawingOf({ left: 10, top: 10, width: 40, height: 2 }, ...stripes));
  expect(at(image, 14, 20)).toBe(128);
});

test('digits: a drawing fills the height and at most 20 of 32 pixels of the width', () => {
  const image = digitsImage(drawingOf({ left: 10, top: 5, width: 80, height: 80 }));
  // Columns 6 to 25 of 32: 2 of the second block's 4, four whole blocks, 2 of the seventh's.
  for (let y = 0; y < 8; y++) expect([...image.subarray(8 * y, 8 * y + 8)]).toEqual([0, 8, 16, 16, 16, 16, 8, 0]);
});

test.each([20, 4])('digits: a narrow stroke stays narrow, and a thin stroke is thickened to the set’s ink', (width) => {
  // 20 × 64 becomes 10 × 32, in columns 11 to 20: two whole blocks and a column on either side. 4 × 64 becomes 2 × 32, and 320 dark pixels
  // with four rims around it; no other number of them is nearer to 312.
  const image = digitsImage(drawingOf({ left: 40, top: 20, width, height: 64 }));
  for (let y = 0; y < 8; y++) expect([...image.subarray(8 * y, 8 * y + 8)]).toEqual([0, 0, 4, 16, 16, 4, 0, 0]);
});

test('digits: a pixel that is less than half dark is empty', () => {
  const pale = { left: 20, top: 20, width: 32, height: 32, ink: 0.4 };
  const dark = { left: 20, top: 20, width: 32, height: 16 };
  // 32 × 16 of dark ink alone makes the box, and fills 20 × 32.
  expect(sum(digitsImage(drawingOf(pale, dark)))).toBe(20 * 32);
});
