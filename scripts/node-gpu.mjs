/**
 * Provides WebGPU in Node through Dawn (the npm package `webgpu`), for command-line tools and quick checks of a shader without a browser.
 *
 *   import { requestNodeGpu } from './node-gpu.mjs';
 *   const gpu = await requestNodeGpu();
 *   const device = await (await gpu.requestAdapter()).requestDevice();
 *
 *   node scripts/node-gpu.mjs [file.wgsl …]     prints the adapter's name, compiles the joined files and prints the compiler's messages
 */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { create, globals } from 'webgpu';
import { swiftshaderFolder } from './browser/packaged.mjs';

/**
 * Returns a GPU object, like `navigator.gpu`. Also defines GPUBufferUsage and the other WebGPU globals of a browser.
 *
 * It prefers a graphics card with a Vulkan, Metal or Direct3D driver. Without one, Linux uses SwiftShader, which computes on the
 * processor. Keep the returned object while a device is in use, because Dawn stops when it is garbage-collected.
 *
 * @param {{ software?: boolean }} [options] `software: true` always uses SwiftShader
 * @returns {Promise<GPU>}
 */
export async function requestNodeGpu({ software = false } = {}) {
  if (process.platform === 'linux' && process.arch === 'x64') await offerSwiftShader(software);
  Object.assign(globalThis, globals);
  return create([]);
}

/** Registers SwiftShader's driver, from the tests' Chromium, with the Vulkan loader. @param {boolean} alone */
async function offerSwiftShader(alone) {
  const folder = await swiftshaderFolder();
  process.env[alone ? 'VK_DRIVER_FILES' : 'VK_ADD_DRIVER_FILES'] = path.join(folder, 'vk_swiftshader_icd.json');
  if (!staysLoaded('libvulkan.so.1')) staysLoaded(path.join(folder, 'libvulkan.so.1'));
}

/**
 * Loads a library permanently, so that Dawn finds it by its name: the library search path cannot be changed in a running process.
 * Node treats it as an addon and always throws, but with a different message if the file itself cannot be loaded.
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
