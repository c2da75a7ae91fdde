/** From a table of text to rows to train on: one label, numbers as they are, categories one-hot. */
import type { CustomData } from '../dataset';
import { DataError } from '../errors';
import { rowOrder, trainingCount } from '../split';
import { categoriesOf } from './categories';
import { isMissing, numberIn } from './cells';
import type { ResolvedChoices } from './choices';
import { distinctWords, MOST_CATEGORIES } from './column';
import type { DescribedTable } from './described';
import { labelsOf } from './labels';
import type { Table } from './table';
import { counted, grouped, quoted } from './words';

/** Rows × features of what is trained on: 128 MiB. */
const MOST_VALUES = 2 ** 25;

export interface EncodedTable extends CustomData {
  classNames: string[];
  featureNames: string[];
  heldOut: number;
  trainingRows: number;
  /** Rows left out because a value was missing. */
  leftOut: number;
  /** Of each column of the table: which features it became; none where it was left out. */
  places: { first: number; count: number }[];
}

/** A column's part of the inputs. */
interface Feature {
  column: number;
  names: string[];
  write: (inputs: Float32Array, at: number, features: number) => void;
}

/**
 * Rows are shuffled by the plan's seed, so that the last of them, which are held out, are a fair sample.
 *
 * @throws DataError that names the column, and the row where there is one at fault
 */
export function encodeTable(table: DescribedTable, plan: ResolvedChoices): EncodedTable {
  const used = plan.uses.flatMap((use, column) => (use === 'leave-out' || column === plan.label ? [] : [column]));
  if (used.length === 0) {
    throw new DataError(
      'No column is left to learn from: besides the label, at least one has to be a number or a category. Another delimiter may be the answer.',
    );
  }
  const { rows, leftOut } = keptRows(table, plan, used);
  const labels = labelsOf(table, plan.label, rows);
  const trainingRows = trainingCount(checkedHeldOut(plan), rows.length);
  const parts = used.map((column) =>
    plan.uses[column] === 'number' ? numberFeature(table, column, rows, trainingRows) : categoryFeature(table, column, rows),
  );
  const featureNames = parts.flatMap(({ names }) => names);
  const features = featureNames.length;
  if (rows.length * features > MOST_VALUES) {
    throw new DataError(
      `${counted(rows.length, 'row', 'rows')} of ${grouped(features)} inputs are ${grouped(rows.length * features)} numbers; ${grouped(MOST_VALUES)} is the most. Leave out a category with many values, or keep fewer rows.`,
    );
  }
  const inputs = new Float32Array(rows.length * features);
  const places = plan.uses.map(() => ({ first: 0, count: 0 }));
  let first = 0;
  for (const { column, names, write } of parts) {
    write(inputs, first, features);
    places[column] = { first, count: names.length };
    first += names.length;
  }
  const { heldOut } = plan;
  return { inputs, ...labels, features, featureNames, heldOut, trainingRows, leftOut, places };
}

function checkedHeldOut({ heldOut }: ResolvedChoices): number {
  if (heldOut >= 0 && (heldOut < 1 || Number.isInteger(heldOut))) return heldOut;
  throw new DataError('What is held out has to be a share below 1, or a whole number of rows.');
}

/** The rows that are trained on or held out, in the order that the seed draws. */
function keptRows({ columns, rows }: Table, { label, missing, seed }: ResolvedChoices, used: readonly number[]) {
  const needed = [label, ...(missing === 'leave-out' ? used : [])].map((column) => columns[column]);
  const whole = Uint32Array.from(Array(rows).keys()).filter((row) => needed.every((cells) => !isMissing(cells[row])));
  if (whole.length === 0) {
    throw new DataError(
      missing === 'leave-out' && columns[label].some((cell) => !isMissing(cell))
        ? 'No row is without a missing value: fill them in, or leave out the columns that lack most.'
        : 'No row has a label: choose another label column.',
    );
  }
  return { rows: rowOrder(whole.length, seed).map((place) => whole[place]), leftOut: rows - whole.length };
}

/** @throws DataError at a cell that is text, or beyond what 32 bits hold. */
function numberFeature(table: DescribedTable, column: number, rows: Uint32Array, trainingRows: number): Feature {
  const cells = table.columns[column];
  const { name, firstText } = table.described[column];
  if (firstText !== null) {
    const row = table.lineOf(firstText);
    throw new DataError(
      `Row ${grouped(row)}, column ${column + 1} (${quoted(name)}) holds ${quoted(cells[firstText])} where a number should be: mend that cell, or use the column as a category.`,
      { row, column: column + 1 },
    );
  }
  const values = Float64Array.from(rows, (row) => (isMissing(cells[row]) ? NaN : numberIn(cells[row], table.decimalComma)));
  const beyond = values.findIndex((value) => !Number.isNaN(value) && !Number.isFinite(Math.fround(value)));
  if (beyond >= 0) {
    const row = table.lineOf(rows[beyond]);
    throw new DataError(
      `Row ${grouped(row)}, column ${column + 1} (${quoted(name)}) holds ${quoted(cells[rows[beyond]])}, which is beyond what a 32-bit number holds: mend that cell, or leave the column out.`,
      { row, column: column + 1 },
    );
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

/** @throws DataError where there are more categories than inputs to spare. */
function categoryFeature(table: DescribedTable, column: number, rows: Uint32Array): Feature {
  const described = table.described[column];
  if (described.distinct > MOST_CATEGORIES) {
    throw new DataError(
      `Column ${column + 1} (${quoted(described.name)}) has ${distinctWords(described)} different values; as a category each would take an input, and ${MOST_CATEGORIES} is the most. Leave it out.`,
      { column: column + 1 },
    );
  }
  const { names, codes } = categoriesOf(table.columns[column], rows, table.decimalComma);
  const all = codes.includes(-1) ? [...names, '(missing)'] : names;
  return {
    column,
    names: all.map((value) => `${described.name} = ${value}`),
    write(inputs, at, features) {
      codes.forEach((code, row) => (inputs[row * features + at + (code < 0 ? names.length : code)] = 1));
    },
  };
}

/** Of the values that are not missing; 0 where all are. */
function meanOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
