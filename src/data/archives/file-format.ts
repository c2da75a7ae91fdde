/** Detects the format of a file from its first bytes; the name does not matter. */

export type FileFormat = 'gzip' | 'idx' | 'tar';

/** Bytes needed for detection, up to the end of a tar file's magic number. */
const HEAD_BYTES = 262;

/** The magic number of gzip (RFC 1952, section 2.3.1). */
const GZIP = [0x1f, 0x8b];
/** The first bytes of an idx file of unsigned bytes; the number of dimensions follows. */
const IDX = [0, 0, 8];
const MAX_DIMENSIONS = 4;
/** Offset and text of a tar file's magic number (POSIX.1-1988, ustar). */
const TAR_MAGIC = { at: 257, text: 'ustar' };

/** Returns the format of the bytes; null for any other one, such as a table. @param bytes at least the first `HEAD_BYTES` */
export function detectFormat(bytes: Uint8Array): FileFormat | null {
  const startsWith = (magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (startsWith(GZIP)) return 'gzip';
  if (startsWith(IDX) && bytes[3] >= 1 && bytes[3] <= MAX_DIMENSIONS) return 'idx';
  const magic = bytes.subarray(TAR_MAGIC.at, TAR_MAGIC.at + TAR_MAGIC.text.length);
  return String.fromCharCode(...magic) === TAR_MAGIC.text ? 'tar' : null;
}

/** Returns the format of a file. Rejects if the file cannot be read. */
export async function detectFileFormat(file: Blob): Promise<FileFormat | null> {
  return detectFormat(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}
