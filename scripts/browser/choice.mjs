/**
 * Chooses the Chromium for tests, screenshots and benchmarks: the first of these that the machine has.
 *
 *   1. the one that the environment variable CHROMIUM names;
 *   2. on Linux with x64, the one in the npm package @sparticuz/chromium, which needs nothing installed;
 *   3. an installed Chrome, then an installed Edge;
 *   4. Playwright's own headless shell, which scripts/fetch-browser.mjs downloads before the tests.
 */
import path from 'node:path';

/**
 * @typedef {object} Machine
 * @property {string} platform as `process.platform`
 * @property {string} architecture as `process.arch`
 * @property {Record<string, string | undefined>} environment as `process.env`
 * @property {(file: string) => boolean} exists whether the machine has this file
 */

/** @typedef {'chrome' | 'msedge'} Channel an installed browser, by Playwright's name for it */

/**
 * @typedef {{ kind: 'path', executablePath: string } | { kind: 'package' } | { kind: 'channel', channel: Channel } |
 *   { kind: 'playwright' }} BrowserChoice
 */

/**
 * Returns the browser to start on a machine.
 *
 * @param {Machine} machine
 * @returns {BrowserChoice}
 */
export function chooseBrowser(machine) {
  const { platform, architecture, environment, exists } = machine;
  if (environment.CHROMIUM) return { kind: 'path', executablePath: environment.CHROMIUM };
  if (platform === 'linux' && architecture === 'x64') return { kind: 'package' };
  for (const channel of /** @type {const} */ (['chrome', 'msedge'])) {
    if (installPaths(channel, machine).some(exists)) return { kind: 'channel', channel };
  }
  return { kind: 'playwright' };
}

/**
 * Returns flags for an adapter that is the same on every machine. Without them, `navigator.gpu.requestAdapter()` may return null.
 *
 * @param {string} platform as `process.platform`
 */
export function webgpuFlags(platform) {
  // Chrome for macOS has no Vulkan and thus no SwiftShader, so tests use the machine's GPU through Metal.
  return platform === 'darwin' ? ['--enable-unsafe-webgpu'] : ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
}

/**
 * Returns the paths at which Playwright looks for a channel. They must agree with Playwright's, which starts the browser found here.
 *
 * @param {Channel} channel
 * @param {Machine} machine
 * @returns {string[]}
 */
function installPaths(channel, { platform, environment }) {
  const { linux, darwin, win32 } = INSTALL_PATHS[channel];
  if (platform === 'linux') return [linux];
  if (platform === 'darwin') return [darwin];
  if (platform !== 'win32') return [];
  const { LOCALAPPDATA, PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86 } = environment;
  return [LOCALAPPDATA, PROGRAMFILES, PROGRAMFILES_X86].flatMap((folder) => (folder ? [path.win32.join(folder, win32)] : []));
}

/** @type {Record<Channel, { linux: string, darwin: string, win32: string }>} */
const INSTALL_PATHS = {
  chrome: {
    linux: '/opt/google/chrome/chrome',
    darwin: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    win32: 'Google\\Chrome\\Application\\chrome.exe',
  },
  msedge: {
    linux: '/opt/microsoft/msedge/msedge',
    darwin: '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    win32: 'Microsoft\\Edge\\Application\\msedge.exe',
  },
};
