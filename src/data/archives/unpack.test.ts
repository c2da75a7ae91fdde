import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import { DataError } from '../errors';
import { ARCHIVE_ERRORS } from './messages';
import { MAX_BYTES, unpackAll } from './unpack';

const MIB = 2 ** 20;
const file = (name: string, bytes: Uint8Array) => ({ name, blob: new Blob([Uint8Array.from(bytes)]) });
/** Returns the error, or null if the files were read; a failing test would print all their bytes. */
const refusal = (files: ReturnType<typeof file>[]) =>
  unpackAll(files, MIB).then(
    () => null,
    (error: unknown) => error,
  );
const tooLarge = (name: string) => new DataError(ARCHIVE_ERRORS.tooLarge(name, 1));

test('reads files and unpacks gzip files up to the limit of bytes', async () => {
  const files = [file('a', Uint8Array.of(1, 2, 3)), file('b', gzipSync(new Uint8Array(MIB - 3).fill(7)))];
  const [a, b] = await unpackAll(files, MIB);
  expect(a).toEqual({ name: 'a', packed: false, bytes: Uint8Array.of(1, 2, 3) });
  expect(b).toMatchObject({ name: 'b', packed: true });
  expect(b.bytes.length).toBe(MIB - 3);
  expect(b.bytes.every((byte) => byte === 7)).toBe(true);
  expect(await refusal([file('one more', Uint8Array.of(0)), ...files])).toEqual(tooLarge('b'));
});

test('stops reading a file that is too large, packed or not', async () => {
  expect(await refusal([file('plain', new Uint8Array(MIB + 1))])).toEqual(tooLarge('plain'));
  // The packed file has a thousandth of the bytes of its contents.
  const packed = gzipSync(new Uint8Array(64 * MIB));
  expect(packed.length).toBeLessThan(MIB / 8);
  expect(await refusal([file('packed', packed)])).toEqual(tooLarge('packed'));
});

test('the limit allows CIFAR-10, and own images of 1 GiB as floats', () => {
  // Six batches of 10,000 records of 3073 bytes; tar adds headers and pads to blocks of 512 bytes.
  expect(MAX_BYTES).toBeGreaterThan(6 * (10_000 * 3073 + 2 * 512) + 10 * 512);
  expect(MAX_BYTES).toBeGreaterThanOrEqual(2 ** 30 / Float32Array.BYTES_PER_ELEMENT + 16);
});

test('a file that has changed is unreadable rather than damaged, packed or not', async () => {
  const gone = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
  const plain = standIn<Blob>({ size: 4, slice: () => new Blob(['abcd']), arrayBuffer: gone });
  const packed = standIn<Blob>({
    size: 4,
    slice: () => new Blob([Uint8Array.of(0x1f, 0x8b)]),
    stream: () => new ReadableStream({ pull: gone }),
  });
  for (const blob of [plain, packed]) {
    await expect(unpackAll([{ name: 'f', blob }])).rejects.toThrow(new DataError(ARCHIVE_ERRORS.unreadable('f')));
  }
});
