/** Reads the bytes of files, and unpacks gzip files. */
import { DataError } from '../errors';
import { detectFileFormat } from './file-format';
import { ARCHIVE_ERRORS } from './messages';

export interface NamedFile {
  /** The name for error messages. */
  name: string;
  blob: Blob;
}

export interface NamedBytes {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether the bytes are from a gzip file. */
  packed: boolean;
}

/**
 * The most bytes of all files that are opened together: 256 MiB and their headers. CIFAR-10, the largest set, has 184 MB. A pixel of
 * a person's own images becomes a float32, so 256 MiB become 1 GiB of inputs.
 */
export const MAX_BYTES = 2 ** 28 + 2 ** 12;

/**
 * Returns the bytes of each file; gzip files are unpacked, whatever their names.
 *
 * @param most limit for the bytes of all files together
 * @throws DataError if a file is damaged, cannot be read or exceeds the limit
 */
export async function unpackAll(files: readonly NamedFile[], most = MAX_BYTES): Promise<NamedBytes[]> {
  const unpacked: NamedBytes[] = [];
  let room = most;
  // One after another, because the limit for a file depends on the files before it.
  for (const file of files) {
    const bytes = await unpack(file, room, most);
    room -= bytes.bytes.length;
    unpacked.push(bytes);
  }
  return unpacked;
}

async function unpack({ name, blob }: NamedFile, room: number, most: number): Promise<NamedBytes> {
  const tooLarge = () => new DataError(ARCHIVE_ERRORS.tooLarge(name, Math.floor(most / 2 ** 20)));
  // A gzip file is hardly longer than its contents, so a longer file is too large in either case.
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
    // Reading the file fails with a DOMException, unpacking with another error.
    const damaged = packed && !(cause instanceof DOMException);
    throw new DataError(damaged ? ARCHIVE_ERRORS.damagedGzip(name) : ARCHIVE_ERRORS.unreadable(name), { cause });
  }
  if (!bytes) throw tooLarge();
  return { name, packed, bytes };
}

/** Returns all bytes of a stream. If there are more than `most`, it stops reading and returns null. */
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
