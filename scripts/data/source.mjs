// Reads files from a folder or a URL.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { refuse } from './fail.mjs';

/** @param {string} source */
export const isAddress = (source) => /^https?:\/\//.test(source);

/** Returns why a request failed; the cause that `fetch` wraps is more specific. @param {unknown} error */
function reasonOf(error) {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && cause.message ? cause.message : String(cause);
}

/** @param {string} address @returns {Promise<Buffer>} */
export async function download(address) {
  const response = await fetch(address).catch((/** @type {unknown} */ error) =>
    refuse(`${address} cannot be reached (${reasonOf(error)}): name a folder with the files instead.`),
  );
  if (!response.ok) refuse(`${address} answers with status ${response.status}: name a folder with the files instead.`);
  const bytes = await response
    .arrayBuffer()
    .catch((/** @type {unknown} */ error) =>
      refuse(`${address} was cut off before its end (${reasonOf(error)}): try again, or name a folder with the files instead.`),
    );
  return Buffer.from(bytes);
}

/**
 * Returns the unpacked bytes of a file in a folder or at a URL, which may be compressed as name.gz.
 *
 * @param {string} source @param {string} name @param {{ title: string, remedy: string }} set remedy: what to do if the file is missing, as a clause
 */
export async function readUnpacked(source, name, { title, remedy }) {
  if (isAddress(source))
    return unpack(name, await download(new URL(`${name}.gz`, source.endsWith('/') ? source : `${source}/`).href));
  const file = [name, `${name}.gz`].map((each) => join(source, each)).find((path) => existsSync(path));
  if (!file) return refuse(`${title}'s file ${name} is not in ${source}: ${remedy}.`);
  return unpack(name, readFileSync(file));
}

/** @param {string} name @param {Buffer} bytes */
export function unpack(name, bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return refuse(`The file ${name} is damaged and cannot be unpacked: download it again.`);
  }
}
