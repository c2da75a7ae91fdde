import { defineConfig } from 'vite';

export default defineConfig({
  // A cache of its own, so that this server and the page's can run at the same time.
  cacheDir: '../../node_modules/.vite-gallery',
  optimizeDeps: { include: ['lit', 'lit/decorators.js', 'chart.js'] },
});
