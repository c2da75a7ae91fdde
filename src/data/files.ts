/** Reads the packed data files from the page's data folder. */
import { DataError } from './errors';
import type { WholeSet } from './image-sets';

/** Reads one whole file. On failure it throws an error whose message is the reason, to be shown in brackets. */
export type ReadFile = (address: string) => Promise<ArrayBuffer>;

/** The address `base` of the folder of data files, and how to read them. */
export interface DataFiles {
  base: string;
  read: ReadFile;
  /** Datasets, by name, that a person opened from their own files. They replace the files of the folder. */
  provided?: ReadonlyMap<string, WholeSet>;
}

/** Reads a file over HTTP. */
export const fetchFile: ReadFile = async (address) => {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new DataError('the server does not answer', { cause });
  });
  if (!response.ok) throw new DataError(`status ${response.status}`);
  // Many servers return their front page for a missing file.
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new DataError('the server sent a web page instead');
  return response.arrayBuffer().catch((cause: unknown) => {
    throw new DataError('the connection was lost', { cause });
  });
};

/**
 * Returns the bytes of a gzip file.
 *
 * @param length expected number of unpacked bytes, or a function that returns it from the bytes
 * @param remedy what a person can do about a missing or damaged file, as a clause: 'run npm run data'
 * @throws DataError if the file is missing, damaged or of another length
 */
export async function readPacked(
  files: DataFiles,
  name: string,
  length: number | ((bytes: Uint8Array) => number),
  remedy: string,
): Promise<Uint8Array> {
  const folder = files.base.endsWith('/') ? files.base : `${files.base}/`;
  let packed: ArrayBuffer;
  try {
    packed = await files.read(new URL(name, folder).href);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`The data file ${name} could not be read (${reason}): ${remedy}.`, { cause });
  }
  let bytes: Uint8Array;
  try {
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (cause) {
    throw new DataError(`The data file ${name} is damaged and cannot be unpacked: ${remedy}.`, { cause });
  }
  const expected = typeof length === 'number' ? length : length(bytes);
  if (bytes.length !== expected) {
    throw new DataError(`The data file ${name} has ${bytes.length} bytes instead of ${expected}: ${remedy}.`);
  }
  return bytes;
}
