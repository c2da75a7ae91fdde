/** Files of a person's own, as their bytes. */
import { DataError } from '../errors';
import { detectFileFormat } from './file-format';

export interface NamedFile {
  /** As messages call it. */
  name: string;
  blob: Blob;
}

export interface NamedBytes {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether they came out of a gzip file. */
  packed: boolean;
}

/**
 * Of all files that are opened together: 256 MiB and room for their headers. CIFAR-10, the largest set, has 184 MB; and a pixel of
 * images of another making becomes a 32-bit float, so that these bytes are 1 GiB to train on.
 */
export const MAX_BYTES = 2 ** 28 + 2 ** 12;

/**
 * The bytes of each file, unpacked where it is gzip, whatever it is called.
 *
 * @param most bytes in all
 * @throws DataError where one is damaged, cannot be read or would be too much
 */
export async function unpackAll(files: readonly NamedFile[], most = MAX_BYTES): Promise<NamedBytes[]> {
  const unpacked: NamedBytes[] = [];
  let room = most;
  // One after another: each may fill the room that is left.
  for (const file of files) {
    const bytes = await unpack(file, room, most);
    room -= bytes.bytes.length;
    unpacked.push(bytes);
  }
  return unpacked;
}

async function unpack({ name, blob }: NamedFile, room: number, most: number): Promise<NamedBytes> {
  const tooLarge = () =>
    new DataError(
      `${name} is too large: of all files that are opened together the page reads ${Math.floor(most / 2 ** 20)} MiB, unpacked. Open a part of it.`,
    );
  // What does not shrink is hardly longer in a gzip file than without.
  if (blob.size > room) throw tooLarge();
  let packed = false;
  let bytes: Uint8Array<ArrayBuffer> | null;
  try {
    packed = (await detectFileFormat(blob)) === 'gzip';
    bytes = packed
      ? await collect(blob.stream().pipeThrough(new DecompressionStream('gzip')), room)
      : new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // The file itself fails with a DOMException, its unpacking with another error.
    const damaged = packed && !(cause instanceof DOMException);
    throw new DataError(
      damaged
        ? `${name} is damaged or cut short and cannot be unpacked: download it again.`
        : `${name} cannot be read: open it again, it may have changed meanwhile.`,
      { cause },
    );
  }
  if (!bytes) throw tooLarge();
  return { name, packed, bytes };
}

/** All of a stream; null, and nothing more is read of it, where that is more than `most` bytes. */
async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let count = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    count += next.value.length;
    if (count > most) {
      await reader.cancel();
      return null;
    }
    pieces.push(next.value);
  }
  const bytes = new Uint8Array(count);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
