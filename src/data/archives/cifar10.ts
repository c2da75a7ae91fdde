/**
 * Reads CIFAR-10's official binary archive (https://www.cs.toronto.edu/~kriz/cifar.html). It is a tar file with five training batches
 * and one test batch of 10,000 records. A record is the label, then 1024 red, 1024 green and 1024 blue bytes.
 */
import { parseTar } from 'nanotar';
import { DataError } from '../errors';
import { CIFAR10 } from '../datasets/cifar10';
import { pixelsOf, type WholeSet } from '../image-sets';
import { ARCHIVE_ERRORS } from './messages';
import type { NamedBytes } from './unpack';

const SET = CIFAR10;
const PIXELS = pixelsOf(SET);
const BATCH_ROWS = 10_000;
const BATCHES = [...[1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`), 'test_batch.bin'];

/** Returns images and labels of all batches. @throws DataError if the archive is another one, damaged or incomplete */
export function readCifar10({ name, bytes }: NamedBytes): WholeSet {
  const batches = findBatches(name, bytes);
  const inputs = new Uint8Array((SET.trainingRows + SET.testRows) * PIXELS);
  const labels = new Uint32Array(SET.trainingRows + SET.testRows);
  batches.forEach((batch, k) => {
    for (let row = 0; row < BATCH_ROWS; row++) {
      const at = row * (1 + PIXELS);
      const place = k * BATCH_ROWS + row;
      const label = batch[at];
      if (label >= SET.classNames.length) {
        throw new DataError(ARCHIVE_ERRORS.badLabel(row + 1, BATCHES[k], name, label), { row: row + 1 });
      }
      labels[place] = label;
      inputs.set(batch.subarray(at + 1, at + 1 + PIXELS), place * PIXELS);
    }
  });
  return { inputs, labels };
}

/** Returns the batches in the order of `BATCHES`. @throws DataError if one is missing or has another length */
function findBatches(name: string, bytes: Uint8Array): Uint8Array[] {
  let found: Map<string, Uint8Array>;
  try {
    found = new Map(parseTar(bytes).map((entry) => [entry.name.replace(/^.*\//, ''), entry.data ?? new Uint8Array()]));
  } catch (cause) {
    throw new DataError(ARCHIVE_ERRORS.damagedArchive(name), { cause });
  }
  return BATCHES.map((batch) => {
    const data = found.get(batch);
    if (!data) {
      throw new DataError(ARCHIVE_ERRORS.missingBatch(name, batch));
    }
    const expected = BATCH_ROWS * (1 + PIXELS);
    if (data.length !== expected) {
      throw new DataError(ARCHIVE_ERRORS.batchLength(batch, name, data.length, expected));
    }
    return data;
  });
}
