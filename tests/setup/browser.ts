// Runs before every test file in the browser.
declare global {
  var litIssuedWarnings: Set<string> | undefined;
}

// Lit's reminder that tests run its development build.
globalThis.litIssuedWarnings = new Set(['dev-mode']);

// A test on the GPU that is skipped for want of one would be a test that passes while nothing was tested, so a missing adapter
// fails the run.
const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  throw new Error(
    'This browser offers no WebGPU adapter, and these tests need one: start it with --enable-unsafe-webgpu and without WEBGPU=off.',
  );
}

export {};
