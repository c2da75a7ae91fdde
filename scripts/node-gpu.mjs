/**
 * WebGPU in Node, by Dawn (the npm package `webgpu`): for command-line work and quick checks of a shader, without a browser.
 *
 *   import { requestNodeGpu } from './node-gpu.mjs';
 *   const gpu = await requestNodeGpu();
 *   const device = await (await gpu.requestAdapter()).requestDevice();
 *
 *   node scripts/node-gpu.mjs [file.wgsl …]     names the adapter; compiles the files, joined, and prints what is wrong
 */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { create, globals } from 'webgpu';
import { swiftshaderFolder } from './browser/packaged.mjs';

/**
 * Where `navigator.gpu` would be. Also makes GPUBufferUsage and the other WebGPU names global, as they are in a browser.
 *
 * A graphics card comes first, where there is one with a Vulkan, Metal or Direct3D driver; on Linux SwiftShader, which computes
 * on the processor, stands in. Keep what it returns for as long as a device of it lives: Dawn ends with it.
 *
 * @param {{ software?: boolean }} [options] `software: true` leaves no choice but SwiftShader
 * @returns {Promise<GPU>}
 */
export async function requestNodeGpu({ software = false } = {}) {
  if (process.platform === 'linux' && process.arch === 'x64') await offerSwiftShader(software);
  Object.assign(globalThis, globals);
  return create([]);
}

/** Names SwiftShader's driver, which comes with the tests' Chromium, to the Vulkan loader. @param {boolean} alone */
async function offerSwiftShader(alone) {
  const folder = await swiftshaderFolder();
  process.env[alone ? 'VK_DRIVER_FILES' : 'VK_ADD_DRIVER_FILES'] = path.join(folder, 'vk_swiftshader_icd.json');
  if (!staysLoaded('libvulkan.so.1')) staysLoaded(path.join(folder, 'libvulkan.so.1'));
}

/**
 * Loads a library for good, so that Dawn finds it by its name: the search path of a process can't be changed once it runs.
 * Node takes it for an addon and fails in any case, but says so in other words when the file itself couldn't be loaded.
 *
 * @param {string} library
 */
function staysLoaded(library) {
  const RTLD_NODELETE = 0x1000;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY | RTLD_NODELETE);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Module did not self-register');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const gpu = await requestNodeGpu();
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('Node finds no WebGPU adapter.');
  const { vendor, architecture, description } = adapter.info;
  console.log([vendor, architecture, description].filter(Boolean).join(' · '));
  const files = process.argv.slice(2);
  if (files.length > 0) {
    const device = await adapter.requestDevice();
    const module = device.createShaderModule({ code: files.map((file) => readFileSync(file, 'utf8')).join('\n') });
    const { messages } = await module.getCompilationInfo();
    for (const { type, lineNum, linePos, message } of messages) console.log(`${type} ${lineNum}:${linePos} ${message}`);
    if (messages.some(({ type }) => type === 'error')) process.exitCode = 1;
    device.destroy();
  }
}
