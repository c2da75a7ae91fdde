import { accessSync, constants, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PREFERRED = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** Returns a folder for unpacked and generated files: node_modules/.cache, or the system's temporary folder if that is read-only. */
export function cacheFolder() {
  try {
    mkdirSync(PREFERRED, { recursive: true });
    accessSync(PREFERRED, constants.W_OK);
    return PREFERRED;
  } catch {
    const fallback = path.join(tmpdir(), 'self-normalizing-playground');
    mkdirSync(fallback, { recursive: true });
    return fallback;
  }
}
