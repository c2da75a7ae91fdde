/**
 * Unpacks the Chromium of the npm package @sparticuz/chromium, for Linux on x64: a headless shell, SwiftShader (Vulkan on the processor)
 * and the libraries that a minimal system lacks. It is unpacked once, into node_modules/.cache.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';
import { cacheFolder } from './cache.mjs';
import { ownFonts } from './fonts.mjs';

/**
 * Returns the executable and the environment that it needs. Throws an Error if it does not start.
 *
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>}
 */
export async function packagedChromium() {
  const folder = await unpackedFolder();
  const executablePath = path.join(folder, 'swiftshader', 'chromium');
  /** @type {Record<string, string>} */
  const env = { FONTCONFIG_FILE: process.env.FONTCONFIG_FILE ?? (await ownFonts()) };
  if (!starts(executablePath, env)) {
    // The system lacks libnss3, libnspr4 or libexpat, so those of the package are used. The system's own are preferred, because
    // they match its other libraries.
    env.LD_LIBRARY_PATH = [path.join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    const failure = starts(executablePath, env) ? null : firstError(executablePath, env);
    if (failure)
      throw new Error(
        `The Chromium of @sparticuz/chromium does not start: ${failure}. Set CHROMIUM=/path to use another browser.`,
      );
  }
  return { executablePath, env };
}

/** Returns the folder with SwiftShader's Vulkan driver (libvk_swiftshader.so, libvulkan.so.1, vk_swiftshader_icd.json). */
export async function swiftshaderFolder() {
  return path.join(await unpackedFolder(), 'swiftshader');
}

/** @param {string} file @param {Record<string, string>} env */
const run = (file, env) => spawnSync(file, ['--version'], { env: { ...process.env, ...env }, encoding: 'utf8' });
/** @param {string} file @param {Record<string, string>} env */
const starts = (file, env) => run(file, env).status === 0;
/** @param {string} file @param {Record<string, string>} env */
const firstError = (file, env) => {
  const { error, stderr } = run(file, env);
  return error?.message ?? stderr.trim().split('\n')[0];
};

/** @type {Promise<string> | undefined} */
let unpacking;

/** Returns the folder with the contents of the package, unpacked at the first call. */
function unpackedFolder() {
  unpacking ??= unpack();
  return unpacking;
}

async function unpack() {
  const packageFolder = path.resolve(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  const folder = path.join(cacheFolder(), `chromium-${version}`);
  if (existsSync(folder)) return folder;

  // Unpacked to a temporary name and then renamed, so that an interrupted or a simultaneous run leaves no incomplete folder.
  const draft = await mkdtemp(`${folder}-`);
  /** @param {string} name */
  const source = (name) => createReadStream(path.join(packageFolder, 'bin', `${name}.br`));
  /** @param {string} name @param {string} to */
  const untar = (name, to) => pipeline(source(`${name}.tar`), createBrotliDecompress(), extract(path.join(draft, to)));
  mkdirSync(path.join(draft, 'swiftshader'));
  await Promise.all([
    untar('swiftshader', 'swiftshader'),
    untar('al2023', 'libraries'),
    // Chromium looks for SwiftShader in its own folder.
    pipeline(
      source('chromium'),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(path.join(draft, 'swiftshader', 'chromium'), { mode: 0o755 }),
    ),
  ]);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
