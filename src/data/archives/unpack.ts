/** A file of a person's own, as its bytes. */
import { DataError } from '../errors';

export interface NamedFile {
  /** As messages call it. */
  name: string;
  blob: Blob;
}

export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

const GZIP = [0x1f, 0x8b];

/** The bytes of a file, unpacked where it is gzip, whatever it is called. @throws DataError where it is damaged or cannot be read */
export async function unpack({ name, blob }: NamedFile): Promise<NamedBytes> {
  try {
    const head = new Uint8Array(await blob.slice(0, GZIP.length).arrayBuffer());
    const packed = GZIP.every((byte, i) => head[i] === byte);
    if (!packed) return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
  } catch (cause) {
    throw new DataError(`${name} cannot be read: open it again, it may have changed meanwhile.`, { cause });
  }
  try {
    const unpacked = blob.stream().pipeThrough(new DecompressionStream('gzip'));
    return { name, bytes: new Uint8Array(await new Response(unpacked).arrayBuffer()) };
  } catch (cause) {
    throw new DataError(`${name} is damaged or cut short and cannot be unpacked: download it again.`, { cause });
  }
}
