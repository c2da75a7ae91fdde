/**
 * The idx format of MNIST's makers, of unsigned bytes: 0, 0, 8 (unsigned byte), the number of dimensions; the size of each dimension
 * (32 bits, the highest byte first); then the values, the last dimension running fastest.
 */
import { DataError } from '../errors';
import type { NamedBytes } from './unpack';

export interface IdxArray {
  name: string;
  /** From the slowest to the fastest. */
  sizes: number[];
  values: Uint8Array;
  /** The file, header and all. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** @throws DataError where the file does not hold as much as its header says */
export function readIdx({ name, bytes }: NamedBytes): IdxArray {
  const dimensions = bytes[3];
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) throw new DataError(`${name} ends within its header: download it again.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const sizes = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const expected = sizes.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== expected) {
    throw new DataError(
      `${name} holds ${bytes.length - start} values where its header announces ${sizes.join(' × ')} = ${expected}: download it again.`,
    );
  }
  return { name, sizes, values: bytes.subarray(start), bytes };
}
