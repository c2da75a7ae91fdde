/** Consecutive rows of a dataset, as the page shows them. */
import type { Dataset } from '../data/dataset';
import type { DataRows } from './protocol';

/** The rows from index `first` on, at most `count`; features in their original units. */
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
