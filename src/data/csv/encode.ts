/** Encodes a table of text as rows to train on: one label column, numeric features and one-hot categories. */
import type { CustomData } from '../dataset';
import { DataError } from '../errors';
import { rowOrder, trainingCount } from '../split';
import { findCategories } from './categories';
import { isMissing, parseNumber } from './cells';
import type { ResolvedChoices } from './choices';
import { formatDistinct, MAX_CATEGORIES } from './column';
import type { DescribedTable } from './describe-table';
import { encodeLabels } from './encode-labels';
import type { Table } from './table';
import { TABLE_ERRORS } from './messages';

/** The most rows × features: 128 MiB as float32. */
const MAX_VALUES = 2 ** 25;

export interface EncodedTable extends CustomData {
  classNames: string[];
  featureNames: string[];
  heldOut: number;
  trainingRows: number;
  /** Number of rows left out because of a missing value. */
  leftOut: number;
  /** The features of each column: first index and count; count 0 for a column that is left out. */
  places: { first: number; count: number }[];
}

/** The features of one column. */
interface Feature {
  column: number;
  names: string[];
  write: (inputs: Float32Array, at: number, features: number) => void;
}

/**
 * Returns the rows to train on, shuffled by the seed, so that the test rows at the end are a random sample.
 *
 * @throws DataError with the column, and the row if one cell is the cause
 */
export function encodeTable(table: DescribedTable, choices: ResolvedChoices): EncodedTable {
  const used = choices.uses.flatMap((use, column) => (use === 'leave-out' || column === choices.label ? [] : [column]));
  if (used.length === 0) {
    throw new DataError(TABLE_ERRORS.noFeature);
  }
  const { rows, leftOut } = keptRows(table, choices, used);
  const labels = encodeLabels(table, choices.label, rows);
  const trainingRows = trainingCount(checkedHeldOut(choices), rows.length);
  const parts = used.map((column) =>
    choices.uses[column] === 'number' ? numberFeature(table, column, rows, trainingRows) : categoryFeature(table, column, rows),
  );
  const featureNames = parts.flatMap(({ names }) => names);
  const features = featureNames.length;
  if (rows.length * features > MAX_VALUES) {
    throw new DataError(TABLE_ERRORS.tooManyNumbers(rows.length, features, MAX_VALUES));
  }
  const inputs = new Float32Array(rows.length * features);
  const places = choices.uses.map(() => ({ first: 0, count: 0 }));
  let first = 0;
  for (const { column, names, write } of parts) {
    write(inputs, first, features);
    places[column] = { first, count: names.length };
    first += names.length;
  }
  const { heldOut } = choices;
  return { inputs, ...labels, features, featureNames, heldOut, trainingRows, leftOut, places };
}

function checkedHeldOut({ heldOut }: ResolvedChoices): number {
  if (heldOut >= 0 && (heldOut < 1 || Number.isInteger(heldOut))) return heldOut;
  throw new DataError(TABLE_ERRORS.heldOut);
}

/** Returns the usable rows in the order drawn by the seed. */
function keptRows({ columns, rows }: Table, { label, missing, seed }: ResolvedChoices, used: readonly number[]) {
  const needed = [label, ...(missing === 'leave-out' ? used : [])].map((column) => columns[column]);
  const whole = Uint32Array.from(Array(rows).keys()).filter((row) => needed.every((cells) => !isMissing(cells[row])));
  if (whole.length === 0) {
    throw new DataError(
      missing === 'leave-out' && columns[label].some((cell) => !isMissing(cell))
        ? TABLE_ERRORS.noCompleteRow
        : TABLE_ERRORS.noLabel,
    );
  }
  return { rows: rowOrder(whole.length, seed).map((place) => whole[place]), leftOut: rows - whole.length };
}

/** Returns a column as one numeric feature. @throws DataError at a text, and at a number outside the range of float32 */
function numberFeature(table: DescribedTable, column: number, rows: Uint32Array, trainingRows: number): Feature {
  const cells = table.columns[column];
  const { name, firstText } = table.described[column];
  if (firstText !== null) {
    const row = table.lineOf(firstText);
    throw new DataError(TABLE_ERRORS.notANumber(row, column + 1, name, cells[firstText]), { row, column: column + 1 });
  }
  const values = Float64Array.from(rows, (row) => (isMissing(cells[row]) ? NaN : parseNumber(cells[row], table.decimalComma)));
  const beyond = values.findIndex((value) => !Number.isNaN(value) && !Number.isFinite(Math.fround(value)));
  if (beyond >= 0) {
    const row = table.lineOf(rows[beyond]);
    throw new DataError(TABLE_ERRORS.numberRange(row, column + 1, name, cells[rows[beyond]]), { row, column: column + 1 });
  }
  const mean = meanOf(values.subarray(0, trainingRows));
  return {
    column,
    names: [name],
    write(inputs, at, features) {
      for (let row = 0; row < values.length; row++)
        inputs[row * features + at] = Number.isNaN(values[row]) ? mean : values[row];
    },
  };
}

/** Returns a column as one-hot features. @throws DataError if it has more than MAX_CATEGORIES categories */
function categoryFeature(table: DescribedTable, column: number, rows: Uint32Array): Feature {
  const described = table.described[column];
  if (described.distinct > MAX_CATEGORIES) {
    throw new DataError(TABLE_ERRORS.categoryLimit(column + 1, described.name, formatDistinct(described), MAX_CATEGORIES), {
      column: column + 1,
    });
  }
  const { names, codes } = findCategories(table.columns[column], rows, table.decimalComma);
  const all = codes.includes(-1) ? [...names, '(missing)'] : names;
  return {
    column,
    names: all.map((value) => `${described.name} = ${value}`),
    write(inputs, at, features) {
      codes.forEach((code, row) => (inputs[row * features + at + (code < 0 ? names.length : code)] = 1));
    },
  };
}

/** Returns the mean of the values that are not missing; 0 if all are. */
function meanOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
