/** Builds the benchmark's page, serves it on this machine and opens it, for a person's own browser and graphics card. */
import { preview } from 'vite';
import { buildPage, PAGE } from './build.mjs';

await buildPage();
const server = await preview({ ...PAGE, preview: { host: '127.0.0.1' } });
console.log(`The benchmark's page is ${server.resolvedUrls?.local[0]}bench.html`);
console.log('  for any browser with WebGPU. Ctrl+C ends it.');
