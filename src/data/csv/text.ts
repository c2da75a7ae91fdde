/** From a file's bytes to its text, piece by piece, so that a file of any size can be given up on early. */
import { DataError } from '../errors';

const PIECE = 2 ** 20;

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The bytes are no UTF-8: they have to be read once more, as something else. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/** As a byte order mark says; UTF-8 without one. */
export async function encodingOf(file: Blob): Promise<Encoding> {
  const [first, second] = new Uint8Array(await bytesOf(file, 0, 2));
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

/**
 * The text in pieces of about a megabyte, without its byte order mark. Every line ends in '\n' alone, also within quotes.
 *
 * @throws NotUtf8, DataError where the file can no longer be read
 */
export async function* textOf(file: Blob, encoding: Encoding): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  // A return at a piece's end may be the first half of a line's end.
  let held = '';
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = await bytesOf(file, at, PIECE);
    const text = held + decode(decoder, bytes, at + PIECE < file.size);
    held = text.endsWith('\r') ? '\r' : '';
    yield (held ? text.slice(0, -1) : text).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
  return undefined;
}

/** @throws DataError where the file has changed or gone since it was chosen. */
async function bytesOf(file: Blob, at: number, count: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(at, at + count).arrayBuffer();
  } catch (cause) {
    throw new DataError('The file can no longer be read: it was changed or moved since. Choose it again.', { cause });
  }
}

function decode(decoder: TextDecoder, bytes: ArrayBuffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new NotUtf8('', { cause });
  }
}
