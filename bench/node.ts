/**
 * Measures only the playground's engine, in Node on Dawn. `npm run bench:bundle` bundles it into one file, dist-bench/bench.mjs.
 * The file needs only Node and the npm package `webgpu`, so it can be copied to a machine with a graphics card.
 *
 *   node bench.mjs [--reference | --grid] [--quick] [--only text] [--markdown]
 *
 * Progress goes to stderr and the result to stdout, as JSON or as Markdown. If float64 is fast enough, the engine's first losses
 * are compared with it, also with dropout. The exit status is 1 if any case was not timed.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { create, globals } from 'webgpu';
import { benchmark } from './benchmark';
import { playground } from './engines/playground';
import { markdown } from './report';

export async function main(gpu: GPU, args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      reference: { type: 'boolean', default: false },
      grid: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      markdown: { type: 'boolean', default: false },
    },
  });
  const result = await benchmark({
    selection: values.reference ? 'reference' : values.grid ? 'grid' : 'all',
    quick: values.quick,
    only: values.only,
    gpu,
    host: `Node ${process.version}`,
    engines: async () => [await playground({ gpu, statistics: false }), await playground({ gpu, statistics: true })],
    progress: (line) => process.stderr.write(`${line}\n`),
    partial() {},
  });
  process.stdout.write(values.markdown ? markdown(result) : `${JSON.stringify(result, null, 2)}\n`);
  const refused = result.cases.some(({ contestants }) => contestants.some((contestant) => contestant.refused !== null));
  process.exitCode = refused ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  Object.assign(globalThis, globals);
  await main(create([]), process.argv.slice(2));
}
