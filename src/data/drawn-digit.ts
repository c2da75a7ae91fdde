/**
 * A drawing made into an image as a dataset's makers made theirs of scanned digits, so that a network that has learned those can read
 * it.
 */

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

/** Ink from here on is part of the digit. */
const DARK = 0.5;

const MNIST_SIDE = 28;
const MNIST_BOX = 20;

const BITMAP_SIDE = 32;
/** NIST's normalisation, which the digits went through, fills the height and leaves the sides free. */
const BITMAP_WIDEST = 20;
/** Dark pixels of the 1024: their mean over the set, from which no class's own departs by more than 18. Their pens were made alike. */
const BITMAP_INK = 312;
const BLOCK = 4;

/**
 * As in MNIST (LeCun et al. 1998): scaled, by areas, to fit 20 × 20 pixels with its proportions kept, then moved by whole pixels so that
 * its centre of mass is the middle of 28 × 28. Grey levels from 0 to 255, [28 · 28]; all 0 without ink.
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
    // A digit whose mass is all at one end can reach over the edge.
    if (x >= 0 && y >= 0 && x < MNIST_SIDE && y < MNIST_SIDE) image[y * MNIST_SIDE + x] = Math.round(255 * ink);
  });
  return image;
}

/**
 * As in the 8 × 8 digits (Alpaydin and Kaynak 1998): a bitmap of 32 × 32, 32 high and at most 20 wide, in whose blocks of 4 × 4 the dark
 * pixels are counted. A pen too thin is thickened to the set's. Counts from 0 to 16, [8 · 8]; all 0
 * without ink.
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

/** With a rim of one pixel around all that is dark, again and again while that brings it nearer to the set's ink. */
function thickened(bitmap: Uint8Array): Uint8Array {
  const darkOf = (bits: Uint8Array) => bits.reduce((total, bit) => total + bit, 0);
  const distance = (bits: Uint8Array) => Math.abs(darkOf(bits) - BITMAP_INK);
  let thick = bitmap;
  while (darkOf(thick) < BITMAP_INK) {
    const thicker = thick.map((bit, at, bits) => {
      const x = at % BITMAP_SIDE;
      const beside = (x > 0 && bits[at - 1]) || (x < BITMAP_SIDE - 1 && bits[at + 1]);
      return bit || beside || bits[at - BITMAP_SIDE] || bits[at + BITMAP_SIDE] ? 1 : 0;
    });
    if (distance(thicker) >= distance(thick)) break;
    thick = thicker;
  }
  return thick;
}

/** The smallest box that holds all dark pixels; null where there are none. */
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

/** A box of the drawing scaled to `columns` × `rows`: each pixel is the mean of the area that it covers. */
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

/** For each of `count` equal parts of a stretch: the pixels that it touches, with how much of each. */
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
