/**
 * Colour images as they are packed for the way to the browser. gzip finds little to save in photographs; it saves a third more where
 * planes stand as G, R − G and B − G, and each value as its difference from what its neighbours let expect (the median edge detector
 * of LOCO-I: Weinberger, Seroussi and Sapiro 2000, IEEE Transactions on Image Processing 9(8), section III.A). All modulo 256:
 *
 *   coded[x, y] = value[x, y] − median(left, up, left + up − upper left)
 *
 * with the left neighbour alone in the first row, the upper alone in the first column, and 0 for the first value.
 */
import type { ImageShape } from './dataset';

/** Images [rows, 3 planes: G, R − G, B − G] back to pixels [rows, 3 planes: R, G, B]. `coded` is left as it was. */
export function decodeImages(coded: Uint8Array, { width, height }: ImageShape): Uint8Array {
  const plane = width * height;
  const pixels = new Uint8Array(coded.length);
  for (let at = 0; at < coded.length; at += 3 * plane) {
    const [red, green, blue] = [at, at + plane, at + 2 * plane];
    // Each into the place of its colour, which the sum then completes.
    decodePlane(coded, at, pixels, green, width, height);
    decodePlane(coded, at + plane, pixels, red, width, height);
    decodePlane(coded, at + 2 * plane, pixels, blue, width, height);
    for (let i = 0; i < plane; i++) {
      pixels[red + i] += pixels[green + i];
      pixels[blue + i] += pixels[green + i];
    }
  }
  return pixels;
}

function decodePlane(coded: Uint8Array, from: number, values: Uint8Array, to: number, width: number, height: number): void {
  values[to] = coded[from];
  for (let x = 1; x < width; x++) values[to + x] = coded[from + x] + values[to + x - 1];
  for (let y = 1; y < height; y++) {
    const row = y * width;
    values[to + row] = coded[from + row] + values[to + row - width];
    for (let i = row + 1; i < row + width; i++) {
      values[to + i] = coded[from + i] + median(values[to + i - 1], values[to + i - width], values[to + i - width - 1]);
    }
  }
}

/** Of left, up and left + up − upperLeft. */
function median(left: number, up: number, upperLeft: number): number {
  const [low, high] = left < up ? [left, up] : [up, left];
  if (upperLeft >= high) return low;
  if (upperLeft <= low) return high;
  return left + up - upperLeft;
}
