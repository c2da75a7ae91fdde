/**
 * The Chromium that tests, screenshots and benchmarks share, ready to be launched by Playwright. scripts/browser/choice.mjs says
 * which one a machine takes.
 */
import { existsSync } from 'node:fs';
import { chooseBrowser, webgpuFlags } from './browser/choice.mjs';
import { packagedChromium } from './browser/packaged.mjs';

/** Quiet, and no traffic of the browser's own. */
const COMMON_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** With these, `requestAdapter()` gives null also where WebGPU needs no flag. */
const WITHOUT_WEBGPU = ['--disable-features=WebGPUService'];

/** The browser that this machine takes. */
export function browserOfThisMachine() {
  return chooseBrowser({
    platform: process.platform,
    architecture: process.arch,
    environment: process.env,
    exists: existsSync,
  });
}

/**
 * What Playwright's `chromium.launch` takes. `webgpu: false` starts a browser whose `requestAdapter()` gives null; so does the
 * environment variable WEBGPU=off.
 *
 * @param {{ webgpu?: boolean }} [options]
 * @returns {Promise<{ executablePath?: string, channel?: string, args: string[], env: Record<string, string> }>}
 */
export async function chromiumLaunchOptions({ webgpu = process.env.WEBGPU !== 'off' } = {}) {
  const { env, ...browser } = await executable();
  return {
    ...browser,
    args: [...COMMON_FLAGS, ...(webgpu ? webgpuFlags(process.platform) : WITHOUT_WEBGPU)],
    env: { ...plainEnvironment(), ...env },
  };
}

/** @returns {Promise<{ executablePath?: string, channel?: string, env?: Record<string, string> }>} */
async function executable() {
  const choice = browserOfThisMachine();
  switch (choice.kind) {
    case 'path':
      return { executablePath: choice.executablePath };
    case 'package':
      return packagedChromium();
    case 'channel':
      return { channel: choice.channel };
    case 'playwright':
      return {};
  }
}

function plainEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
