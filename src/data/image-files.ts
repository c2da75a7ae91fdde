/**
 * Loads image sets from the files that scripts/prepare-data.mjs writes. A file has 10,000 images: their labels (8 bits), then their
 * pixels. The pixels of CIFAR-10 are coded by planes.ts.
 */
import type { DatasetSettings, LoadedRows } from './dataset';
import { readPacked, type DataFiles } from './files';
import { partsAskedFor, pixelsOf, takeParts, type ImageSet } from './image-sets';
import { decodeImages } from './planes';

const CHUNK_ROWS = 10_000;

/**
 * Returns the first `samples` training images, then the first `heldOut` test images (a share if below 1), at most all of them. It reads
 * only the files that these need, and none if a person has opened the set from their own files.
 *
 * @throws DataError if a file is missing or damaged, or `heldOut` is invalid
 */
export async function loadImageSet(set: ImageSet, settings: DatasetSettings, files: DataFiles): Promise<LoadedRows> {
  const provided = files.provided?.get(settings.name);
  if (provided) return takeParts(set, provided, settings);

  const { trainingRows, testRows } = partsAskedFor(set, settings);
  const pixels = pixelsOf(set);
  const inputs = new Uint8Array((trainingRows + testRows) * pixels);
  const labels = new Uint32Array(trainingRows + testRows);
  const place = async (part: 'train' | 'test', chunk: number, firstRow: number, rows: number) => {
    const name = `${settings.name}-${part}-${chunk}.bin`;
    const bytes = await readPacked(files, name, CHUNK_ROWS * (1 + pixels), set.remedy);
    labels.set(bytes.subarray(0, rows), firstRow);
    const images = bytes.subarray(CHUNK_ROWS, CHUNK_ROWS + rows * pixels);
    inputs.set(set.coded ? decodeImages(images, set.image) : images, firstRow * pixels);
  };
  const pending: Promise<void>[] = [];
  for (let first = 0; first < trainingRows; first += CHUNK_ROWS) {
    pending.push(place('train', first / CHUNK_ROWS, first, Math.min(CHUNK_ROWS, trainingRows - first)));
  }
  if (testRows > 0) pending.push(place('test', 0, trainingRows, testRows));
  await Promise.all(pending);
  return { inputs, labels, trainingRows };
}
