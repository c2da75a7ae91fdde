import { expect, test } from 'vitest';
import { uniforms } from '../math/random-stream';
import { decodeImages } from './planes';

const IMAGE = { width: 5, height: 4, channels: 3 };
const PLANE = 20;

/** Encodes images by the formula in planes.ts; the median is the middle of three sorted numbers. */
function coded(pixels: Uint8Array): Uint8Array {
  const [red, green, blue] = [0, 1, 2].map((k) => pixels.subarray(k * PLANE, (k + 1) * PLANE));
  const planes = [green, red.map((value, i) => value - green[i]), blue.map((value, i) => value - green[i])];
  const differences = planes.flatMap((plane) =>
    Array.from(plane, (value, i) => {
      const [x, y] = [i % IMAGE.width, Math.floor(i / IMAGE.width)];
      const at = (column: number, row: number) => plane[row * IMAGE.width + column];
      if (x === 0 && y === 0) return value;
      if (y === 0) return value - at(x - 1, 0);
      if (x === 0) return value - at(0, y - 1);
      const [left, up] = [at(x - 1, y), at(x, y - 1)];
      return value - [left, up, left + up - at(x - 1, y - 1)].toSorted((a, b) => a - b)[1];
    }),
  );
  return Uint8Array.from(differences);
}

test('decoding restores coded images', () => {
  const images = [1, 2, 3].map((seed) =>
    Uint8Array.from(uniforms({ seed, purpose: 'dataset' }, 3 * PLANE), (u) => Math.floor(256 * u)),
  );
  const packed = Uint8Array.from(images.flatMap((pixels) => [...coded(pixels)]));
  expect([...decodeImages(packed, IMAGE)]).toEqual(images.flatMap((pixels) => [...pixels]));
});

test('decodes a grey ramp of 2 × 2, worked out by hand', () => {
  // G: 10, then +5 to the right, +7 down, and +0 from the prediction: the median of 17, 15 and 22 is 17.
  const pixels = decodeImages(Uint8Array.of(10, 5, 7, 0, 0, 0, 0, 0, 3, 0, 0, 0), { width: 2, height: 2, channels: 3 });
  expect([...pixels]).toEqual([10, 15, 17, 17, 10, 15, 17, 17, 13, 18, 20, 20]);
});
