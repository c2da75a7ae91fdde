/**
 * Bundles the benchmark for Node and runs it here, on SwiftShader if there is no graphics card. The options are those of node.ts.
 */
import { requestNodeGpu } from '../scripts/node-gpu.mjs';
import { buildForNode } from './build.mjs';

await buildForNode();
const bundle = new URL('../dist-bench/bench.mjs', import.meta.url).href;
const { main } = await import(bundle);
// A variable keeps this object, because Dawn stops when it is garbage-collected.
const gpu = await requestNodeGpu();
await main(gpu, process.argv.slice(2));
