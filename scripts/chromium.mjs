/**
 * Launch options for Playwright's Chromium, shared by tests, screenshots and benchmarks. scripts/browser/choice.mjs chooses the browser.
 */
import { existsSync } from 'node:fs';
import { chooseBrowser, webgpuFlags } from './browser/choice.mjs';
import { packagedChromium } from './browser/packaged.mjs';

/** Flags that suppress sounds, prompts and the browser's own requests. */
const COMMON_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags with which `requestAdapter()` returns null even where WebGPU needs no flag. */
const WITHOUT_WEBGPU = ['--disable-features=WebGPUService'];

/** The browser for this machine. */
export function browserOfThisMachine() {
  return chooseBrowser({
    platform: process.platform,
    architecture: process.arch,
    environment: process.env,
    exists: existsSync,
  });
}

/**
 * Returns the options for Playwright's `chromium.launch`. With `webgpu: false` or the environment variable WEBGPU=off, the browser's
 * `requestAdapter()` returns null.
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
