/** Builds the playground, serves it on this machine and opens it, where there is a browser to open. */
import { build, preview } from 'vite';

await build({ logLevel: 'warn' });
const server = await preview({ preview: { open: hasScreen() } });
console.log('The playground runs at');
server.printUrls();
console.log('  in any browser with WebGPU. Ctrl+C ends it.');

/** On a machine without a screen, trying to open a browser would only print an error. */
function hasScreen() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? process.env.WSL_DISTRO_NAME);
}
