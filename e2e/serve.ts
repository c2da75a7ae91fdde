import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built page is served, with a slash at its end. */
    address: string;
  }
}

/** Builds the page and serves it on a free port while the end-to-end tests run. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  await build({ logLevel: 'warn' });
  const server = await preview({ preview: { port: 0, host: '127.0.0.1', strictPort: false }, logLevel: 'warn' });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The built page is not served: the preview server has no address.');
  project.provide('address', address);
  return () => server.close();
}
