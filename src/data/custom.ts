/** Rows of a person's own: checked before anything is made of them. */
import type { CustomData, Dataset } from './dataset';
import { DataError } from './errors';
import { trainingCount } from './split';

const MOST_CLASSES = 65536;

/**
 * The rows in the order given, the last `heldOut` of them held out. The arrays are kept, not copied.
 *
 * @throws DataError that names the first row and column (from 1) at fault
 */
export function customDataset(data: CustomData): Dataset {
  const { inputs, labels, features, classes } = data;
  checkShape(data);
  checkNames('classNames', data.classNames, classes, 'classes');
  checkNames('featureNames', data.featureNames, features, 'features');
  checkImage(data);
  checkLabels(labels, classes);
  checkFinite(inputs, features);
  const trainingRows = trainingCount(data.heldOut ?? 0, labels.length);
  return {
    name: 'custom',
    features,
    classes,
    trainingRows,
    heldOutRows: labels.length - trainingRows,
    inputs,
    labels,
    classNames: data.classNames ?? Array.from({ length: classes }, (_, label) => String(label)),
    featureNames: data.featureNames ?? Array.from({ length: features }, (_, feature) => `Feature ${feature + 1}`),
    ...(data.image ? { image: data.image } : {}),
  };
}

function checkShape({ inputs, labels, features, classes }: CustomData): void {
  // Data can come from a script on the page, which the compiler has not seen.
  if (!(inputs instanceof Float32Array)) throw new DataError('inputs must be a Float32Array.');
  if (!(labels instanceof Uint32Array)) throw new DataError('labels must be a Uint32Array.');
  if (!Number.isInteger(features) || features < 1) {
    throw new DataError(`features must be a whole number from 1 on, not ${features}.`);
  }
  if (!Number.isInteger(classes) || classes < 2 || classes > MOST_CLASSES) {
    throw new DataError(`classes must be a whole number from 2 to ${MOST_CLASSES}, not ${classes}.`);
  }
  if (labels.length === 0) throw new DataError('There are no rows: labels is empty.');
  if (inputs.length !== labels.length * features) {
    throw new DataError(
      `inputs holds ${inputs.length} numbers where ${labels.length} rows of ${features} features are ${labels.length * features}.`,
    );
  }
}

function checkNames(field: string, names: readonly unknown[] | undefined, count: number, what: string): void {
  if (names === undefined) return;
  // A copy, for an array that was given may have holes, which `some` passes over.
  if (!Array.isArray(names) || Array.from<unknown>(names).some((name) => typeof name !== 'string')) {
    throw new DataError(`${field} must be an array of strings.`);
  }
  if (names.length !== count) throw new DataError(`${field} holds ${names.length} names for ${count} ${what}.`);
}

function checkImage({ image, features }: CustomData): void {
  if (image === undefined) return;
  if (typeof image !== 'object' || image === null) {
    throw new DataError(
      'image must be an object with a width, a height and channels; leave it out where the rows are no images.',
    );
  }
  const { width, height, channels, maximum = 1 } = image;
  if (![width, height, channels].every((side) => Number.isInteger(side) && side >= 1)) {
    throw new DataError(`image must have a width, a height and channels from 1 on, not ${width} × ${height} × ${channels}.`);
  }
  if (!Number.isFinite(maximum) || maximum <= 0) {
    throw new DataError(`image.maximum must be a number above 0, not ${maximum}.`);
  }
  if (width * height * channels !== features) {
    throw new DataError(
      `image is ${width} × ${height} × ${channels}, which is ${width * height * channels} features and not ${features}.`,
    );
  }
}

function checkLabels(labels: Uint32Array, classes: number): void {
  const index = labels.findIndex((label) => label >= classes);
  if (index >= 0) {
    throw new DataError(
      `Row ${index + 1} has the label ${labels[index]}; with ${classes} classes, labels go from 0 to ${classes - 1}.`,
      {
        row: index + 1,
      },
    );
  }
}

function checkFinite(inputs: Float32Array, features: number): void {
  const index = inputs.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    const row = Math.floor(index / features) + 1;
    const column = (index % features) + 1;
    throw new DataError(`Row ${row}, column ${column} holds ${inputs[index]}; every input must be a finite number.`, {
      row,
      column,
    });
  }
}
