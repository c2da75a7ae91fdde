// Encodes colour images for better compression; src/data/planes.ts decodes them and explains the code.

/**
 * Returns coded images [rows, 3 planes: G, R − G, B − G] from pixels [rows, 3 planes: R, G, B], all modulo 256:
 * coded[x, y] = value[x, y] − median(left, up, left + up − upper left), with left alone in the first row and up alone in the first column.
 *
 * @param {Uint8Array} pixels @param {number} width @param {number} height
 */
export function encodeImages(pixels, width, height) {
  const plane = width * height;
  const coded = new Uint8Array(pixels.length);
  const values = new Uint8Array(plane);
  for (let at = 0; at < pixels.length; at += 3 * plane) {
    const [red, green, blue] = [0, 1, 2].map((k) => pixels.subarray(at + k * plane, at + (k + 1) * plane));
    values.set(green);
    encodePlane(values, coded, at, width, height);
    values.set(red.map((value, i) => value - green[i]));
    encodePlane(values, coded, at + plane, width, height);
    values.set(blue.map((value, i) => value - green[i]));
    encodePlane(values, coded, at + 2 * plane, width, height);
  }
  return coded;
}

function encodePlane(values, coded, to, width, height) {
  coded[to] = values[0];
  for (let x = 1; x < width; x++) coded[to + x] = values[x] - values[x - 1];
  for (let y = 1; y < height; y++) {
    const row = y * width;
    coded[to + row] = values[row] - values[row - width];
    for (let i = row + 1; i < row + width; i++) {
      const [left, up] = [values[i - 1], values[i - width]];
      const straight = left + up - values[i - width - 1];
      const median = Math.max(Math.min(left, up), Math.min(Math.max(left, up), straight));
      coded[to + i] = values[i] - median;
    }
  }
}
