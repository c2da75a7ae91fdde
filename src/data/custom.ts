/** Validates a person's own rows. */
import type { CustomData, Dataset } from './dataset';
import { DataError } from './errors';
import { trainingCount } from './split';

const MOST_CLASSES = 65536;

/**
 * Returns the rows as a dataset in the given order; the last `heldOut` rows are test rows. It keeps the arrays and does not copy them.
 *
 * @throws DataError with the first invalid row and column, counted from 1
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
  // Scripts on the page can pass any value.
  if (!(inputs instanceof Float32Array)) throw new DataError('inputs must be a Float32Array.');
  if (!(labels instanceof Uint32Array)) throw new DataError('labels must be a Uint32Array.');
  if (!Number.isInteger(features) || features < 1) {
    throw new DataError(`features must be a whole number of at least 1; got ${features}.`);
  }
  if (!Number.isInteger(classes) || classes < 2 || classes > MOST_CLASSES) {
    throw new DataError(`classes must be a whole number from 2 to ${MOST_CLASSES}; got ${classes}.`);
  }
  if (labels.length === 0) throw new DataError('labels must have at least one row; got none.');
  if (inputs.length !== labels.length * features) {
    throw new DataError(
      `inputs must have ${labels.length * features} numbers for ${labels.length} rows of ${features} features; got ${inputs.length}.`,
    );
  }
}

function checkNames(field: string, names: readonly unknown[] | undefined, count: number, what: string): void {
  if (names === undefined) return;
  // `some` skips holes in an array, so this checks a copy, which has none.
  if (!Array.isArray(names) || Array.from<unknown>(names).some((name) => typeof name !== 'string')) {
    throw new DataError(`${field} must be an array of strings.`);
  }
  if (names.length !== count)
    throw new DataError(`${field} must have ${count} names, one for each of the ${what}; got ${names.length}.`);
}

function checkImage({ image, features }: CustomData): void {
  if (image === undefined) return;
  if (typeof image !== 'object' || image === null) {
    throw new DataError(
      'image must be an object with a width, a height and channels. Leave it out if the rows are not images.',
    );
  }
  const { width, height, channels, maximum = 1 } = image;
  if (![width, height, channels].every((side) => Number.isInteger(side) && side >= 1)) {
    throw new DataError(
      `The width, height and channels of image must be whole numbers of at least 1; got ${width} × ${height} × ${channels}.`,
    );
  }
  if (!Number.isFinite(maximum) || maximum <= 0) {
    throw new DataError(`image.maximum must be a number above 0; got ${maximum}.`);
  }
  if (width * height * channels !== features) {
    throw new DataError(
      `image is ${width} × ${height} × ${channels}, which is ${width * height * channels} features; expected ${features}.`,
    );
  }
}

function checkLabels(labels: Uint32Array, classes: number): void {
  const index = labels.findIndex((label) => label >= classes);
  if (index >= 0) {
    throw new DataError(
      `Row ${index + 1} has the label ${labels[index]}; with ${classes} classes, labels must be from 0 to ${classes - 1}.`,
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
    throw new DataError(`Row ${row}, column ${column} is ${inputs[index]}; every input must be a finite number.`, {
      row,
      column,
    });
  }
}
