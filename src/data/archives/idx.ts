/**
 * Reads the idx format of MNIST with unsigned bytes. The file is: the bytes 0, 0 and 8 (the type), the number of dimensions (one
 * byte), the size of each dimension (32 bits, big-endian) and the values in row-major order.
 */
import { DataError } from '../errors';
import { ARCHIVE_ERRORS } from './messages';
import type { NamedBytes } from './unpack';

export interface IdxArray {
  name: string;
  /** Sizes of the dimensions; the last one varies fastest. */
  sizes: number[];
  values: Uint8Array;
  /** The whole file, with its header. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Returns the array in an idx file. @throws DataError if the file's length and its header disagree */
export function readIdx({ name, bytes }: NamedBytes): IdxArray {
  const dimensions = bytes[3];
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) throw new DataError(ARCHIVE_ERRORS.shortHeader(name));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sizes = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const expected = sizes.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== expected) {
    throw new DataError(ARCHIVE_ERRORS.valueCount(name, bytes.length - start, sizes.join(' × '), expected));
  }
  return { name, sizes, values: bytes.subarray(start), bytes };
}
