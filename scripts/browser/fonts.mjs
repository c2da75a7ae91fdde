/**
 * Writes configurations for fontconfig, which provides Chromium's fonts on Linux. The fonts come from npm packages, because a machine may
 * have none. Page tests load Inter themselves (tests/setup/font.ts), on any system.
 */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

const GENERIC_FAMILIES = ['sans-serif', 'system-ui', 'ui-sans-serif', 'serif'];

/**
 * Writes the configuration of screenshots and tests, and returns its path. Generic families are Inter; the system's fonts supply the
 * characters that Inter lacks.
 */
export function ownFonts() {
  const aliases = GENERIC_FAMILIES.map(
    (family) => `<alias binding="same"><family>${family}</family><prefer><family>Inter</family></prefer></alias>`,
  );
  return writeConfiguration('fonts', [packageFolder('@expo-google-fonts/inter'), '/usr/share/fonts'], aliases.join(''));
}

/**
 * Writes a configuration that offers Courier Prime and nothing else, and returns its path. Its letters are 1.5 times as wide
 * as those of most fonts, so tests that also pass with it do not depend on the machine's fonts.
 */
export function foreignFonts() {
  return writeConfiguration('foreign-fonts', [packageFolder('@expo-google-fonts/courier-prime')], '');
}

/** @param {string} name */
const packageFolder = (name) => path.dirname(createRequire(import.meta.url).resolve(name));

/** @param {string} name @param {string[]} folders @param {string} rules */
async function writeConfiguration(name, folders, rules) {
  const cache = cacheFolder();
  const xml = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${folder}</dir>`),
    `<cachedir>${path.join(cache, 'fontconfig')}</cachedir>${rules}</fontconfig>\n`,
  ].join('');
  const file = path.join(cache, `${name}.conf`);
  // Written to another name and then renamed, so that a browser that starts at the same time reads a complete file.
  const draft = await mkdtemp(path.join(cache, 'fonts-'));
  await writeFile(path.join(draft, name), xml);
  await rename(path.join(draft, name), file);
  await rm(draft, { recursive: true });
  return file;
}
