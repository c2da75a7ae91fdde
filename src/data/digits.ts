/** The 8×8 digits: 1797 images in one file, as scripts/pack-digits.mjs packs them. */
import type { DatasetSettings, LoadedRows } from './dataset';
import type { DataFiles } from './files';
import { readPacked } from './files';
import { rowOrder, trainingCount } from './split';

export const DIGITS_ROWS = 1797;
export const DIGITS_SIDE = 8;
/** Pixels count the dark points of a 4×4 block. */
export const DIGITS_LARGEST_PIXEL = 16;

/**
 * Shuffled by the dataset's seed (in their own order at 0), then `samples` of them, the last of which are held out.
 *
 * @throws DataError
 */
export async function loadDigits(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows> {
  const features = DIGITS_SIDE ** 2;
  const bytes = await readPacked(files, 'digits.bin', DIGITS_ROWS * (1 + features), 'restore public/data/digits.bin');
  const images = bytes.subarray(DIGITS_ROWS);
  const rows = Math.min(settings.samples, DIGITS_ROWS);
  const inputs = new Uint8Array(rows * features);
  const labels = new Uint32Array(rows);
  rowOrder(DIGITS_ROWS, settings.seed)
    .subarray(0, rows)
    .forEach((source, row) => {
      inputs.set(images.subarray(source * features, (source + 1) * features), row * features);
      labels[row] = bytes[source];
    });
  return { inputs, labels, trainingRows: trainingCount(settings.heldOut, rows) };
}
