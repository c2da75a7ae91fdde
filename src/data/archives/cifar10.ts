/**
 * CIFAR-10's official binary archive: a tar file with five training batches and a test batch of 10,000 records, each the label and
 * then 1024 red, 1024 green and 1024 blue bytes (https://www.cs.toronto.edu/~kriz/cifar.html).
 */
import { parseTar } from 'nanotar';
import { DataError } from '../errors';
import { CIFAR10 } from '../datasets/cifar10';
import { pixelsOf, type WholeSet } from '../image-sets';
import type { NamedBytes } from './unpack';

const SET = CIFAR10;
const PIXELS = pixelsOf(SET);
const BATCH_ROWS = 10_000;
const BATCHES = [...[1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`), 'test_batch.bin'];

/** @throws DataError where it is another archive or not whole */
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
        throw new DataError(
          `Record ${row + 1} of ${BATCHES[k]} in ${name} has the label ${label}, where CIFAR-10 has 0 to 9: download it again.`,
          { row: row + 1 },
        );
      }
      labels[place] = label;
      inputs.set(batch.subarray(at + 1, at + 1 + PIXELS), place * PIXELS);
    }
  });
  return { inputs, labels };
}

/** In the order of `BATCHES`, each as long as it has to be. */
function findBatches(name: string, bytes: Uint8Array): Uint8Array[] {
  let found: Map<string, Uint8Array>;
  try {
    found = new Map(parseTar(bytes).map((entry) => [entry.name.replace(/^.*\//, ''), entry.data ?? new Uint8Array()]));
  } catch (cause) {
    throw new DataError(`${name} is damaged or cut short and cannot be read: download it again.`, { cause });
  }
  return BATCHES.map((batch) => {
    const data = found.get(batch);
    if (!data) {
      throw new DataError(
        `${name} has no ${batch} in it: of CIFAR-10 the page reads the binary version, cifar-10-binary.tar.gz, whole.`,
      );
    }
    const expected = BATCH_ROWS * (1 + PIXELS);
    if (data.length !== expected) {
      throw new DataError(`${batch} in ${name} holds ${data.length} bytes where ${expected} were expected: download it again.`);
    }
    return data;
  });
}
