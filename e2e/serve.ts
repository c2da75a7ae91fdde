import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the built page, with a slash at the end. */
    address: string;
  }
}

/** A folder other than dist/, which belongs to the developer. */
const OUT_DIR = 'node_modules/.cache/e2e-dist';

/** Builds the page for publication and serves it on a free port during the end-to-end tests. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  await buildForProduction();
  const server = await preview({
    build: { outDir: OUT_DIR },
    preview: { port: 0, host: '127.0.0.1', strictPort: false },
    logLevel: 'warn',
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The preview server has no address.');
  project.provide('address', address);
  return () => server.close();
}

/** The test runner sets NODE_ENV to 'test', with which development versions of the libraries would be built. */
async function buildForProduction(): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ build: { outDir: OUT_DIR, emptyOutDir: true }, logLevel: 'warn' });
  } finally {
    process.env.NODE_ENV = before;
  }
}
