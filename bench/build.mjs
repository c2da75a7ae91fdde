/** Builds the benchmark: its page into dist-bench/page, and files for Node, dist-bench/bench.mjs and stages.mjs. */
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

/** One file of `entry` and all that it imports, except `webgpu`. @param {string} entry @param {string} file */
const bundleForNode = (entry, file) =>
  build({
    ...COMMON,
    build: {
      target: 'node20',
      outDir: output,
      emptyOutDir: false,
      ssr: `${here}${entry}`,
      rolldownOptions: { external: ['webgpu'], output: { entryFileNames: file, codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });

export const buildForNode = () => bundleForNode('node.ts', 'bench.mjs');

export const buildStages = () => bundleForNode('stages/main.ts', 'stages.mjs');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildForNode();
