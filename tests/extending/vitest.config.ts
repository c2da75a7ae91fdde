/**
 * For a copy whose node_modules is a link: the project's own tests in Node and in a browser, whose dev server must be allowed to follow
 * the link, and tests of the GPU in Node, which need no browser.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const own = {
  root,
  cacheDir: `${root}/.cache`,
  server: { fs: { allow: [root, realpathSync(`${root}/node_modules`)] } },
};

export default defineConfig({
  root,
  test: {
    projects: [
      ...(base.test?.projects ?? []).map((project) =>
        typeof project === 'object' && 'test' in project ? { ...project, ...own } : project,
      ),
      {
        ...own,
        test: {
          name: 'node-gpu',
          environment: 'node',
          pool: 'forks',
          include: ['{src,tests}/**/*.gpu.test.ts'],
          setupFiles: ['tests/extending/node-gpu.ts'],
        },
      },
    ],
  },
});
