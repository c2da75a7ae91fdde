// Runs before every test file in the browser.
declare global {
  var litIssuedWarnings: Set<string> | undefined;
}

// Suppresses Lit's warning that tests run its development build.
globalThis.litIssuedWarnings = new Set(['dev-mode']);

// A missing adapter fails the run, because skipped GPU tests would pass without testing anything.
const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  throw new Error(
    'This browser offers no WebGPU adapter, and these tests need one: start it with --enable-unsafe-webgpu and without WEBGPU=off.',
  );
}

export {};
