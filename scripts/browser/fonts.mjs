/** The font of tests and screenshots, Inter, from the npm package @expo-google-fonts/inter: a bare machine may have none. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

/**
 * Writes a configuration for fontconfig (Linux), and returns its path: Inter wherever a page asks for a generic family, so that
 * text has the same size on every machine, and the system's fonts only for characters that Inter lacks. Page tests load Inter
 * themselves (tests/setup/font.ts), whatever the system is; screenshots and end-to-end tests depend on this file.
 */
export async function fontConfiguration() {
  const inter = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter'));
  const cache = cacheFolder();
  const aliases = ['sans-serif', 'system-ui', 'ui-sans-serif', 'serif']
    .map((family) => `<alias binding="same"><family>${family}</family><prefer><family>Inter</family></prefer></alias>`)
    .join('');
  const xml = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${inter}</dir>\
<dir>/usr/share/fonts</dir><cachedir>${path.join(cache, 'fontconfig')}</cachedir>${aliases}</fontconfig>\n`;
  const file = path.join(cache, 'fonts.conf');
  // Written elsewhere and then renamed, so that a browser which starts at the same time reads a whole file.
  const draft = await mkdtemp(path.join(cache, 'fonts-'));
  await writeFile(path.join(draft, 'fonts.conf'), xml);
  await rename(path.join(draft, 'fonts.conf'), file);
  await rm(draft, { recursive: true });
  return file;
}
