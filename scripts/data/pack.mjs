// Writes an image set in the files that the page reads: `<name>-train-0.bin`, … and `<name>-test-0.bin`. A file has the labels (8 bits)
// and then the pixels of up to 10,000 images, compressed by gzip. The names do not end in .gz, because servers unpack such files.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const CHUNK_ROWS = 10_000;
// Level 7 packs to within 1 % of level 9 and takes a fourteenth of its time.
const LEVEL = 7;

/** @param {Uint8Array} bytes */
export const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

/**
 * @typedef {object} Part
 * @property {'train' | 'test'} name
 * @property {Uint8Array} labels [rows]
 * @property {Uint8Array} images [rows, pixels]
 */

/** Returns the names of the files of a part. @param {string} set @param {string} part @param {number} rows */
function chunkNames(set, part, rows) {
  return Array.from({ length: Math.ceil(rows / CHUNK_ROWS) }, (_, chunk) => `${set}-${part}-${chunk}.bin`);
}

/** Returns the name of the file with the md5 sums of all files, by which a later run finds damaged files. @param {string} set */
const sumsFile = (set) => `${set}-checksums.json`;

/**
 * Returns whether all files of a set exist and are undamaged.
 *
 * @param {string} folder
 * @param {{ name: string, rows: Record<string, number> }} set
 */
export function alreadyPacked(folder, { name, rows }) {
  try {
    const sums = JSON.parse(readFileSync(join(folder, sumsFile(name)), 'utf8'));
    return Object.entries(rows)
      .flatMap(([part, count]) => chunkNames(name, part, count))
      .every((file) => md5(readFileSync(join(folder, file))) === sums[file]);
  } catch {
    return false;
  }
}

/** Writes the files of a set. @param {string} folder @param {string} set its name @param {readonly Part[]} parts */
export async function pack(folder, set, parts) {
  mkdirSync(folder, { recursive: true });
  const packed = parts.flatMap(({ name, labels, images }) => {
    const pixels = images.length / labels.length;
    return chunkNames(set, name, labels.length).map(async (file, chunk) => {
      const first = chunk * CHUNK_ROWS;
      const end = Math.min(first + CHUNK_ROWS, labels.length);
      const rows = Buffer.concat([labels.subarray(first, end), images.subarray(first * pixels, end * pixels)]);
      const bytes = await promisify(gzip)(rows, { level: LEVEL });
      write(folder, file, bytes);
      return [file, md5(bytes)];
    });
  });
  const sums = Object.fromEntries(await Promise.all(packed));
  write(folder, sumsFile(set), `${JSON.stringify(sums, null, 2)}\n`);
}

// Writes to a temporary name and renames the file, so that an interrupted or a simultaneous run leaves no incomplete file.
function write(folder, name, bytes) {
  const aside = join(folder, `${name}.${process.pid}`);
  writeFileSync(aside, bytes);
  renameSync(aside, join(folder, name));
}
