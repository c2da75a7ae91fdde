import { describe, expect, test } from 'vitest';
import { chooseBrowser, webgpuFlags } from '../scripts/browser/choice.mjs';

const WINDOWS = {
  LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local',
  PROGRAMFILES: 'C:\\Program Files',
  'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
};

// The paths are those of a default installation.
const CHROME = {
  linux: '/opt/google/chrome/chrome',
  darwin: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  win32: 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
};
const EDGE = {
  linux: '/opt/microsoft/msedge/msedge',
  darwin: '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  win32: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
};

function choose(platform: string, architecture: string, files: string[] = [], environment: Record<string, string> = {}) {
  const variables = platform === 'win32' ? { ...WINDOWS, ...environment } : environment;
  return chooseBrowser({ platform, architecture, environment: variables, exists: (file) => files.includes(file) });
}

describe('the browser of the tests', () => {
  test('is that of the npm package on Linux with x64, even if others are installed', () => {
    expect(choose('linux', 'x64')).toEqual({ kind: 'package' });
    expect(choose('linux', 'x64', [CHROME.linux, EDGE.linux])).toEqual({ kind: 'package' });
  });

  test.each([
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
    ['win32', 'arm64'],
  ] as const)('on %s with %s it is an installed Chrome, else Edge, else Playwright’s', (platform, architecture) => {
    const [chrome, edge] = [CHROME[platform], EDGE[platform]];
    expect(choose(platform, architecture, [edge, chrome])).toEqual({ kind: 'channel', channel: 'chrome' });
    expect(choose(platform, architecture, [edge])).toEqual({ kind: 'channel', channel: 'msedge' });
    expect(choose(platform, architecture)).toEqual({ kind: 'playwright' });
  });

  test('can be a Chrome that a Windows user has installed for themselves', () => {
    const own = `${WINDOWS.LOCALAPPDATA}\\Google\\Chrome\\Application\\chrome.exe`;
    expect(choose('win32', 'x64', [own])).toEqual({ kind: 'channel', channel: 'chrome' });
  });

  test('is Playwright’s on Windows without the usual environment variables', () => {
    const machine = { platform: 'win32', architecture: 'x64', environment: {}, exists: () => true };
    expect(chooseBrowser(machine)).toEqual({ kind: 'playwright' });
  });

  test('is Playwright’s on a platform without known paths', () => {
    expect(choose('freebsd', 'x64', [CHROME.linux])).toEqual({ kind: 'playwright' });
  });

  test.each(['linux', 'darwin', 'win32'])('is that of CHROMIUM on %s', (platform) => {
    const environment = { CHROMIUM: '/usr/bin/chromium' };
    expect(choose(platform, 'x64', Object.values(CHROME), environment)).toEqual({
      kind: 'path',
      executablePath: '/usr/bin/chromium',
    });
  });
});

test('SwiftShader is used wherever Chromium has it', () => {
  const swiftshader = '--use-webgpu-adapter=swiftshader';
  expect(webgpuFlags('linux')).toContain(swiftshader);
  expect(webgpuFlags('win32')).toContain(swiftshader);
  expect(webgpuFlags('darwin')).not.toContain(swiftshader);
  expect(webgpuFlags('darwin')).toContain('--enable-unsafe-webgpu');
});
