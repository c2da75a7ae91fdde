/** The 8×8 digits: 1797 images in one file, which scripts/pack-digits.mjs writes. */
import type { DatasetSettings, LoadedRows } from '../dataset';
import { digitsImage } from '../drawn-digit';
import type { DataFiles } from '../files';
import { readPacked } from '../files';
import { pixelNames } from '../image-dataset';
import { greySquare, pixelsOf } from '../image-sets';
import type { DatasetRecord } from '../record';
import { rowOrder, trainingCount } from '../split';

const ROWS = 1797;
/** A pixel is the number of dark points in a 4×4 block. */
const IMAGE = greySquare(8, 16);
const FEATURES = pixelsOf({ image: IMAGE });

/** Class names '0' to '9'. */
export const DIGIT_NAMES: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));

export const digits: DatasetRecord = {
  label: 'Digits 8×8',
  phrase: '8×8 digits',
  sentence: '1797 handwritten digits of 13 people, scaled down to 8 × 8 pixels.',
  features: FEATURES,
  classes: DIGIT_NAMES.length,
  image: IMAGE,
  classNames: DIGIT_NAMES,
  featureNames: pixelNames(IMAGE),
  defaults: { samples: ROWS, noise: 0, heldOut: 0.25, mostSamples: ROWS },
  generated: false,
  fromDrawing: digitsImage,
  citation:
    'E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, doi:10.24432/C50P49 (its test part).',
  licence: 'CC BY 4.0',
  load: loadDigits,
};

/** Returns the first `samples` images after shuffling by the seed (original order at 0). The last of them are test rows. */
async function loadDigits(settings: DatasetSettings, files: DataFiles): Promise<LoadedRows> {
  const bytes = await readPacked(files, 'digits.bin', ROWS * (1 + FEATURES), 'restore public/data/digits.bin');
  const images = bytes.subarray(ROWS);
  const rows = Math.min(settings.samples, ROWS);
  const inputs = new Uint8Array(rows * FEATURES);
  const labels = new Uint32Array(rows);
  rowOrder(ROWS, settings.seed)
    .subarray(0, rows)
    .forEach((source, row) => {
      inputs.set(images.subarray(source * FEATURES, (source + 1) * FEATURES), row * FEATURES);
      labels[row] = bytes[source];
    });
  return { inputs, labels, trainingRows: trainingCount(settings.heldOut, rows) };
}
