import { defineConfig } from 'vite';

export default defineConfig({
  // Apart from the page's own, so that both servers can run at the same time.
  cacheDir: '../../node_modules/.vite-gallery',
  optimizeDeps: { include: ['lit', 'lit/decorators.js', 'chart.js'] },
});
