/** Converts a drawing into an image of a dataset, by the steps with which the dataset was made from scanned digits. */

/** Ink from 0 (none) to 1, row by row. */
export interface Drawing {
  width: number;
  height: number;
  /** [height, width] */
  ink: Float32Array;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pixels with at least this much ink are dark. */
const DARK = 0.5;

const MNIST_SIDE = 28;
const MNIST_BOX = 20;

const BITMAP_SIDE = 32;
/** NIST's normalisation scales a digit to the full height and at most this width. */
const BITMAP_WIDEST = 20;
/** Mean number of dark pixels (of 1024) in the set; the mean of every class is within 18 of it. */
const BITMAP_INK = 312;
const BLOCK = 4;

/**
 * Returns the drawing as an MNIST image: [28 · 28] grey levels from 0 to 255, all 0 without ink. As in MNIST (LeCun et al. 1998), it
 * scales the drawing by area to fit 20 × 20 pixels, and moves it by whole pixels so that its centre of mass is in the middle.
 */
export function mnistImage(drawing: Drawing): Float32Array {
  const image = new Float32Array(MNIST_SIDE ** 2);
  const box = inkBox(drawing);
  if (!box) return image;
  const scale = MNIST_BOX / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const small = resample(drawing, box, width, height);

  let [mass, massX, massY] = [0, 0, 0];
  small.forEach((ink, at) => {
    mass += ink;
    massX += ink * ((at % width) + 0.5);
    massY += ink * (Math.floor(at / width) + 0.5);
  });
  const left = Math.round(MNIST_SIDE / 2 - massX / mass);
  const top = Math.round(MNIST_SIDE / 2 - massY / mass);
  small.forEach((ink, at) => {
    const [x, y] = [left + (at % width), top + Math.floor(at / width)];
    // A digit with most of its ink at one end can extend beyond the edge.
    if (x >= 0 && y >= 0 && x < MNIST_SIDE && y < MNIST_SIDE) image[y * MNIST_SIDE + x] = Math.round(255 * ink);
  });
  return image;
}

/**
 * Returns the drawing as an image of the 8×8 digits: [8 · 8] counts from 0 to 16, all 0 without ink. As in the set (Alpaydin and Kaynak
 * 1998), it counts the dark pixels in the 4 × 4 blocks of a 32 × 32 bitmap. Thin strokes are thickened to the ink of the set.
 */
export function digitsImage(drawing: Drawing): Float32Array {
  const side = BITMAP_SIDE / BLOCK;
  const image = new Float32Array(side ** 2);
  const box = inkBox(drawing);
  if (!box) return image;
  const width = Math.min(BITMAP_WIDEST, Math.max(1, Math.round((box.width * BITMAP_SIDE) / box.height)));
  const left = Math.floor((BITMAP_SIDE - width) / 2);
  const bitmap = new Uint8Array(BITMAP_SIDE ** 2);
  resample(drawing, box, width, BITMAP_SIDE).forEach((ink, at) => {
    if (ink >= DARK) bitmap[Math.floor(at / width) * BITMAP_SIDE + left + (at % width)] = 1;
  });
  thickened(bitmap).forEach((dark, at) => {
    const [column, row] = [at % BITMAP_SIDE, Math.floor(at / BITMAP_SIDE)].map((place) => Math.floor(place / BLOCK));
    image[row * side + column] += dark;
  });
  return image;
}

/** Returns the bitmap with rims of one pixel added to the dark pixels, as many as bring it closest to the set's ink. */
function thickened(bitmap: Uint8Array): Uint8Array {
  const darkOf = (bits: Uint8Array) => bits.reduce((total, bit) => total + bit, 0);
  const distance = (bits: Uint8Array) => Math.abs(darkOf(bits) - BITMAP_INK);
  let thick = bitmap;
  while (darkOf(thick) < BITMAP_INK) {
    const thicker = thick.map((bit, at, bits) => {
      const x = at % BITMAP_SIDE;
      const neighbour = (x > 0 && bits[at - 1]) || (x < BITMAP_SIDE - 1 && bits[at + 1]);
      return bit || neighbour || bits[at - BITMAP_SIDE] || bits[at + BITMAP_SIDE] ? 1 : 0;
    });
    if (distance(thicker) >= distance(thick)) break;
    thick = thicker;
  }
  return thick;
}

/** Returns the bounding box of the dark pixels; null if there are none. */
function inkBox({ width, height, ink }: Drawing): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] < DARK) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Returns a box of the drawing, scaled to `columns` × `rows`. A pixel is the mean over the area that it covers. */
function resample(drawing: Drawing, box: Box, columns: number, rows: number): Float32Array {
  const across = spans(box.left, box.width, columns);
  const down = spans(box.top, box.height, rows);
  const area = (box.width / columns) * (box.height / rows);
  return Float32Array.from({ length: columns * rows }, (_, at) => {
    let sum = 0;
    for (const [y, tall] of down[Math.floor(at / columns)]) {
      for (const [x, wide] of across[at % columns]) sum += tall * wide * drawing.ink[y * drawing.width + x];
    }
    return sum / area;
  });
}

/** Splits an interval into `count` equal parts. Returns for each part the pixels that it overlaps, with the length of the overlap. */
function spans(start: number, length: number, count: number): [pixel: number, share: number][][] {
  const size = length / count;
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [start + part * size, start + (part + 1) * size];
    const touched: [number, number][] = [];
    for (let pixel = Math.floor(from); pixel < Math.min(Math.ceil(to), start + length); pixel++) {
      touched.push([pixel, Math.min(to, pixel + 1) - Math.max(from, pixel)]);
    }
    return touched;
  });
}
