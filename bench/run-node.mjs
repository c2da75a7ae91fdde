/** Bundles the benchmark for Node and runs it here, on SwiftShader where there is no graphics card. Options as in node.ts. */
import { requestNodeGpu } from '../scripts/node-gpu.mjs';
import { buildForNode } from './build.mjs';

await buildForNode();
const bundle = new URL('../dist-bench/bench.mjs', import.meta.url).href;
const { main } = await import(bundle);
// Dawn ends with what this returns, so it stays named.
const gpu = await requestNodeGpu();
await main(gpu, process.argv.slice(2));
