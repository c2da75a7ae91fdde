/**
 * Measures the matmul in stages, and the other tuned kernels against the plain ones, in Node on Dawn. Writes
 * bench/results/<adapter>-stages.json and .md.
 *
 *   npm run bench:stages -- [--rounds 15] [--milliseconds 60] [--out folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requestNodeGpu } from '../../scripts/node-gpu.mjs';
import { buildStages } from '../build.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    milliseconds: { type: 'string', default: '60' },
    out: { type: 'string', default: fileURLToPath(new URL('../results', import.meta.url)) },
  },
});

await buildStages();
const bundle = new URL('../../dist-bench/stages.mjs', import.meta.url).href;
const { measureStages, stagesMarkdown } = await import(bundle);
// A variable keeps this object, because Dawn stops when it is garbage-collected.
const gpu = await requestNodeGpu();
const result = await measureStages({
  gpu,
  rounds: Number(options.rounds),
  milliseconds: Number(options.milliseconds),
  progress: (/** @type {string} */ line) => console.error(line),
});
// Vendor and architecture. The rest contains the driver's version.
const adapter = result.adapter
  .toLowerCase()
  .split(' ')
  .slice(0, 2)
  .join('-')
  .replace(/[^a-z0-9.-]+/g, '-');
mkdirSync(options.out, { recursive: true });
writeFileSync(path.join(options.out, `${adapter}-stages.json`), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(path.join(options.out, `${adapter}-stages.md`), stagesMarkdown(result));
console.log(stagesMarkdown(result));
