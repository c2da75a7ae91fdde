/** Builds the benchmark: its page into dist-bench/page, and files for Node, dist-bench/bench.mjs and stages.mjs. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
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

/** @param {string} [against] a checkout of this project whose engine becomes the contestant `other-version` */
export const buildPage = (against) => build({ ...PAGE, plugins: [otherVersion(against)] });

const OTHER_VERSION = 'virtual:other-version';

/** @param {string} [folder] @returns {import('vite').Plugin} */
function otherVersion(folder) {
  return {
    name: 'other-version',
    resolveId: (id) => (id === OTHER_VERSION ? `\0${OTHER_VERSION}` : undefined),
    load(id) {
      if (id !== `\0${OTHER_VERSION}`) return undefined;
      if (!folder) return "export const label = '', playground = null, problemOf = null;";
      const root = path.resolve(folder);
      const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
      const from = (/** @type {string} */ file) => JSON.stringify(path.join(root, file));
      return [
        `export const label = ${JSON.stringify(`Playground at ${commit}`)};`,
        `export { playground } from ${from('bench/engines/playground.ts')};`,
        `export { problemOf } from ${from('bench/problem.ts')};`,
      ].join('\n');
    },
  };
}

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
