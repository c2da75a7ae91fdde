/** Builds the benchmark: its page into dist-bench/page, and one file for Node, dist-bench/bench.mjs. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const output = fileURLToPath(new URL('../dist-bench/', import.meta.url));

/** @type {import('vite').InlineConfig} */
const COMMON = { configFile: false, root: here, logLevel: 'warn' };

/** Its settings, which `preview` needs as well. @type {import('vite').InlineConfig} */
export const PAGE = {
  ...COMMON,
  base: './',
  build: {
    target: 'es2023',
    outDir: `${output}page`,
    emptyOutDir: true,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: { input: `${here}bench.html` },
  },
};

export const buildPage = () => build(PAGE);

export const buildForNode = () =>
  build({
    ...COMMON,
    build: {
      target: 'node20',
      outDir: output,
      emptyOutDir: false,
      ssr: `${here}node.ts`,
      rolldownOptions: { external: ['webgpu'], output: { entryFileNames: 'bench.mjs', codeSplitting: false } },
    },
    // Everything else goes into the one file.
    ssr: { noExternal: true },
  });

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildForNode();
