/** Decodes a file piece by piece, so that reading a large file can stop early. */
import { DataError } from '../errors';
import { TABLE_ERRORS } from './messages';

const PIECE = 2 ** 20;

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The file is not UTF-8 and must be read again with another encoding. */
export class InvalidUtf8 extends Error {
  override readonly name = 'InvalidUtf8';
}

/** Returns the encoding that the byte order mark states; UTF-8 without a mark. */
export async function detectEncoding(file: Blob): Promise<Encoding> {
  const [first, second] = new Uint8Array(await readBytes(file, 0, 2));
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * Yields the text in pieces of about 1 MiB, without the byte order mark. Every line break is '\n', also within quotes.
 *
 * @throws InvalidUtf8; DataError if the file cannot be read
 */
export async function* decodeFile(file: Blob, encoding: Encoding): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  // A '\r' at the end of a piece may be the first half of '\r\n'.
  let held = '';
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = await readBytes(file, at, PIECE);
    const text = held + decode(decoder, bytes, at + PIECE < file.size);
    held = text.endsWith('\r') ? '\r' : '';
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
  return undefined;
}

/** @throws DataError if the file was changed or moved after it was chosen */
async function readBytes(file: Blob, at: number, count: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(at, at + count).arrayBuffer();
  } catch (cause) {
    throw new DataError(TABLE_ERRORS.unreadable, { cause });
  }
}

function decode(decoder: TextDecoder, bytes: ArrayBuffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new InvalidUtf8('', { cause });
  }
}
