// Packs the 8×8 digits into public/data/digits.bin: 1797 labels, then 64 bytes for each image, compressed by gzip. The source is a CSV
// file with 64 pixel columns (0 to 16) and a class column. The result is committed; this script documents how it was made.
//
//   node scripts/pack-digits.mjs <digits.csv or digits.csv.gz> [file to write]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readCsv } from './read-csv.mjs';

const ROWS = 1797;
const PIXELS = 64;
const LARGEST_PIXEL = 16;
const CLASSES = 10;

const [, , source, target = fileURLToPath(new URL('../public/data/digits.bin', import.meta.url))] = process.argv;
if (!source) throw new Error('Usage: node scripts/pack-digits.mjs <digits.csv or digits.csv.gz>');

const rows = readCsv(source).map((cells) => cells.map(Number));
if (rows.length !== ROWS) throw new Error(`The file has ${rows.length} rows instead of ${ROWS}.`);

const bytes = new Uint8Array(ROWS * (1 + PIXELS));
rows.forEach((cells, row) => {
  const label = cells[PIXELS];
  const whole = (value, largest) => Number.isInteger(value) && value >= 0 && value <= largest;
  if (
    cells.length !== PIXELS + 1 ||
    !whole(label, CLASSES - 1) ||
    !cells.slice(0, PIXELS).every((v) => whole(v, LARGEST_PIXEL))
  ) {
    throw new Error(`Row ${row + 1} must have ${PIXELS} pixels from 0 to ${LARGEST_PIXEL} and a class below ${CLASSES}.`);
  }
  bytes[row] = label;
  bytes.set(cells.slice(0, PIXELS), ROWS + row * PIXELS);
});
const packed = gzipSync(bytes, { level: 9 });
writeFileSync(target, packed);
console.log(`digits: ${ROWS} images, ${packed.length} bytes in ${target}`);
