/** What a file is, by its first bytes: never by its name. */

export type FileFormat = 'gzip' | 'idx' | 'tar';

/** As many bytes as tell: those up to the end of a tar file's magic. */
const HEAD_BYTES = 262;

/** RFC 1952, section 2.3.1. */
const GZIP = [0x1f, 0x8b];
/** Two zeros and the type 'unsigned byte'; the number of dimensions follows. */
const IDX = [0, 0, 8];
const MAX_DIMENSIONS = 4;
/** Where a tar file's first header has its magic (POSIX.1-1988, ustar). */
const TAR_MAGIC = { at: 257, text: 'ustar' };

/** @param bytes the file, or its first `HEAD_BYTES`; null for what is none of these, a table among others */
export function detectFormat(bytes: Uint8Array): FileFormat | null {
  const startsWith = (magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (startsWith(GZIP)) return 'gzip';
  if (startsWith(IDX) && bytes[3] >= 1 && bytes[3] <= MAX_DIMENSIONS) return 'idx';
  const magic = bytes.subarray(TAR_MAGIC.at, TAR_MAGIC.at + TAR_MAGIC.text.length);
  return String.fromCharCode(...magic) === TAR_MAGIC.text ? 'tar' : null;
}

/** The same of a file that lies on disk. Rejects where it cannot be read. */
export async function detectFileFormat(file: Blob): Promise<FileFormat | null> {
  return detectFormat(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}
