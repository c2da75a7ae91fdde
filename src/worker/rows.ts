/** A stretch of a dataset's rows as the page shows them. */
import type { Dataset } from '../data/dataset';
import type { DataRows } from './protocol';

/** `count` rows from `first` on, or as many as there are; features in original units. */
export function dataRows(dataset: Dataset, first: number, count: number): DataRows {
  const { features, classes, inputs, labels, trainingRows, heldOutRows, classNames, featureNames, image } = dataset;
  const end = Math.min(first + count, trainingRows + heldOutRows);
  return {
    inputs: Float32Array.from(inputs.subarray(first * features, end * features)),
    labels: labels.slice(first, end),
    features,
    classes,
    first,
    trainingRows,
    heldOutRows,
    classNames,
    featureNames,
    image,
  };
}
