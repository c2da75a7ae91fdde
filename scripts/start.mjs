/** Builds the playground, serves it on this machine and opens it in a browser, if there is one. */
import { build, preview } from 'vite';

await build({ logLevel: 'warn' });
const server = await preview({ preview: { open: hasScreen() } });
console.log('The playground runs at');
server.printUrls();
console.log('  in any browser with WebGPU. Press Ctrl+C to stop it.');

/** Without a screen, an attempt to open a browser would only print an error. */
function hasScreen() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? process.env.WSL_DISTRO_NAME);
}
