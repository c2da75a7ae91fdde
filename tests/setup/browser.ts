// Runs before every test file in the browser. A test on the GPU that is skipped for want of one would be a test that passes
// while nothing was tested, so a missing adapter fails the run.
export {};

const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  throw new Error(
    'This browser offers no WebGPU adapter, and these tests need one: start it with --enable-unsafe-webgpu and without WEBGPU=off.',
  );
}
