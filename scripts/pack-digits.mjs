// Packs the 8×8 digits, a CSV of 64 pixel columns (0 to 16) and one class column, into public/data/digits.bin:
// gzip of 1797 labels, then of the images' 64 bytes each. The result is committed; this shows how it was made.
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
if (!source) throw new Error('Name the CSV file: node scripts/pack-digits.mjs <digits.csv or digits.csv.gz>');

const rows = readCsv(source).map((cells) => cells.map(Number));
if (rows.length !== ROWS) throw new Error(`${ROWS} rows were expected; the file has ${rows.length}.`);

const bytes = new Uint8Array(ROWS * (1 + PIXELS));
rows.forEach((cells, row) => {
  const label = cells[PIXELS];
  const whole = (value, largest) => Number.isInteger(value) && value >= 0 && value <= largest;
  if (
    cells.length !== PIXELS + 1 ||
    !whole(label, CLASSES - 1) ||
    !cells.slice(0, PIXELS).every((v) => whole(v, LARGEST_PIXEL))
  ) {
    throw new Error(`Row ${row + 1} is not ${PIXELS} pixels from 0 to ${LARGEST_PIXEL} and a class below ${CLASSES}.`);
  }
  bytes[row] = label;
  bytes.set(cells.slice(0, PIXELS), ROWS + row * PIXELS);
});
const packed = gzipSync(bytes, { level: 9 });
writeFileSync(target, packed);
console.log(`digits: ${ROWS} images, ${packed.length} bytes in ${target}`);
