/** Records of datasets whose rows are images. */
import type { ImageShape } from './dataset';
import { loadImageSet } from './image-files';
import { pixelsOf, type ImageSet } from './image-sets';
import type { DatasetRecord } from './record';

const COLOURS = ['red', 'green', 'blue'];

/**
 * Returns the record of an image set with an official training part and test part. Its files, `<name>-train-0.bin` and so on, are
 * written by scripts/prepare-data.mjs.
 */
export function imageDataset(
  set: ImageSet,
  own: Pick<DatasetRecord, 'label' | 'phrase' | 'sentence' | 'citation' | 'licence' | 'fromDrawing'>,
): DatasetRecord {
  const { image, classNames, trainingRows, testRows } = set;
  return {
    ...own,
    features: pixelsOf(set),
    classes: classNames.length,
    image,
    classNames,
    featureNames: pixelNames(image),
    defaults: { samples: trainingRows, noise: 0, heldOut: testRows, mostSamples: trainingRows, heldOutPart: testRows },
    generated: false,
    load: (settings, files) => loadImageSet(set, settings, files),
  };
}

/** Returns the name of every pixel, 'Row 1, column 1', with its colour if there are several channels. */
export function pixelNames({ width, height, channels }: ImageShape): string[] {
  return Array.from({ length: channels * width * height }, (_, k) => {
    const pixel = k % (width * height);
    const place = `Row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}`;
    return channels === 1 ? place : `${place}, ${COLOURS[Math.floor(k / (width * height))]}`;
  });
}
