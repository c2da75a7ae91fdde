/**
 * Builds the benchmark's page, serves it on this machine and opens it, to measure in your own browser and on your graphics card.
 */
import { preview } from 'vite';
import { buildPage, PAGE } from './build.mjs';

await buildPage();
const server = await preview({ ...PAGE, preview: { host: '127.0.0.1' } });
console.log(`The benchmark's page runs at ${server.resolvedUrls?.local[0]}bench.html`);
console.log('  in any browser with WebGPU. Press Ctrl+C to stop it.');
