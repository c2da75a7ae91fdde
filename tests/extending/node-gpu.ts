/** Gives tests in Node the GPU that they find in a browser. */
import { requestNodeGpu } from '../../scripts/node-gpu.mjs';

// Dawn ends with this object: it is kept for as long as the process runs.
const gpu = await requestNodeGpu();
Object.defineProperty(globalThis, 'navigator', { value: { ...globalThis.navigator, gpu }, configurable: true });
