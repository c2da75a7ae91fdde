/** MNIST, from the files that scripts/prepare-mnist.mjs makes: 10,000 labels, then 10,000 images, in each. */
import type { DatasetSettings, LoadedRows } from './dataset';
import type { DataFiles } from './files';
import { readPacked } from './files';
import { heldOutCount } from './split';

export const MNIST_SIDE = 28;
export const MNIST_TRAINING_ROWS = 60000;
export const MNIST_TEST_ROWS = 10000;
const FEATURES = MNIST_SIDE ** 2;
const CHUNK_ROWS = 10000;

/**
 * The official split: the first `samples` of the 60,000 training images, then the first `heldOut` of the 10,000 test images
 * (that share of them below 1). Asking for more gives all there are. Only the files needed are read.
 *
 * @throws DataError
 */
export async function loadMnist(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows> {
  const trainingRows = Math.min(settings.samples, MNIST_TRAINING_ROWS);
  const heldOutRows = Math.min(heldOutCount(settings.heldOut, MNIST_TEST_ROWS), MNIST_TEST_ROWS);
  const inputs = new Uint8Array((trainingRows + heldOutRows) * FEATURES);
  const labels = new Uint32Array(trainingRows + heldOutRows);

  const place = async (part: 'train' | 'test', chunk: number, firstRow: number, rows: number) => {
    const length = CHUNK_ROWS * (1 + FEATURES);
    const bytes = await readPacked(files, `mnist-${part}-${chunk}.bin`, length, 'run npm run data');
    labels.set(bytes.subarray(0, rows), firstRow);
    inputs.set(bytes.subarray(CHUNK_ROWS, CHUNK_ROWS + rows * FEATURES), firstRow * FEATURES);
  };
  const pending: Promise<void>[] = [];
  for (let first = 0; first < trainingRows; first += CHUNK_ROWS) {
    pending.push(place('train', first / CHUNK_ROWS, first, Math.min(CHUNK_ROWS, trainingRows - first)));
  }
  if (heldOutRows > 0) pending.push(place('test', 0, trainingRows, heldOutRows));
  await Promise.all(pending);
  return { inputs, labels, trainingRows };
}
