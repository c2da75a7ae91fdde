// Packs the tables iris, wine, breast-cancer, letter, satellite, shuttle and spambase into public/data/<name>.bin. A table is a CSV file
// of numbers with the class in the last column. The results are committed; this script documents how they were made.
//
//   node scripts/pack-tables.mjs <folder of <name>.csv or <name>.csv.gz> [folder to write to]
//
// A file is compressed by gzip. It is little-endian and contains:
//
//   the number of distinct values of each column (16 bits each), or 0 if there are more than 256
//   the label of each row (8 bits each)
//   for each column, its distinct values (float32 each) and the index of each row's value (8 bits each);
//   for a column with 0 distinct values, the value of each row (float32 each)
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readCsv } from './read-csv.mjs';

const MOST_CODES = 256;

/** The tables, with the classes as spelled in the CSV file, in the order of their labels. */
const TABLES = [
  { name: 'iris', rows: 150, features: 4, classes: ['setosa', 'versicolor', 'virginica'] },
  { name: 'wine', rows: 178, features: 13, classes: ['class_0', 'class_1', 'class_2'] },
  { name: 'breast-cancer', rows: 569, features: 30, classes: ['malignant', 'benign'] },
  { name: 'letter', rows: 20000, features: 16, classes: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] },
  {
    name: 'satellite',
    rows: 6435,
    features: 36,
    classes: ['red-soil', 'cotton-crop', 'grey-soil', 'damp-grey-soil', 'vegetation-stubble', 'very-damp-grey-soil'],
  },
  {
    name: 'shuttle',
    rows: 58000,
    features: 9,
    classes: ['Rad.Flow', 'Fpv.Close', 'Fpv.Open', 'High', 'Bypass', 'Bpv.Close', 'Bpv.Open'],
  },
  { name: 'spambase', rows: 4601, features: 57, classes: ['nonspam', 'spam'] },
];

function sourceOf(folder, name) {
  const file = [`${name}.csv`, `${name}.csv.gz`].map((each) => join(folder, each)).find((each) => existsSync(each));
  if (!file) throw new Error(`${folder} contains neither ${name}.csv nor ${name}.csv.gz.`);
  return file;
}

/** @param {number[]} numbers */
function float32(numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, k) => bytes.writeFloatLE(number, 4 * k));
  return bytes;
}

function packColumn(values) {
  const distinct = [...new Set(values)].toSorted((a, b) => a - b);
  if (distinct.length > MOST_CODES) return { distinct: 0, bytes: float32(values) };
  const codes = new Map(distinct.map((value, code) => [value, code]));
  return {
    distinct: distinct.length,
    bytes: Buffer.concat([float32(distinct), Buffer.from(values.map((value) => codes.get(value)))]),
  };
}

function pack({ name, rows, features, classes }, cells) {
  if (cells.length !== rows) throw new Error(`${name}: ${rows} rows were expected; the file has ${cells.length}.`);
  const labels = cells.map((row, index) => {
    const label = classes.indexOf(row[features]);
    const numbers = row.slice(0, features);
    if (row.length !== features + 1 || label < 0 || !numbers.every((cell) => cell !== '' && Number.isFinite(Number(cell)))) {
      throw new Error(`${name}: row ${index + 1} is not ${features} numbers and a class.`);
    }
    return label;
  });
  const columns = Array.from({ length: features }, (_, k) => packColumn(cells.map((row) => Math.fround(Number(row[k])))));
  const head = Buffer.alloc(2 * features);
  columns.forEach(({ distinct }, k) => head.writeUInt16LE(distinct, 2 * k));
  return gzipSync(Buffer.concat([head, Buffer.from(labels), ...columns.map(({ bytes }) => bytes)]), { level: 9 });
}

const [, , source, target = fileURLToPath(new URL('../public/data', import.meta.url))] = process.argv;
if (!source) throw new Error('Name the folder of the CSV files: node scripts/pack-tables.mjs <folder> [folder to write to]');

for (const table of TABLES) {
  const packed = pack(table, readCsv(sourceOf(source, table.name)));
  writeFileSync(join(target, `${table.name}.bin`), packed);
  console.log(`${table.name}: ${table.rows} rows of ${table.features} features, ${packed.length} bytes`);
}
