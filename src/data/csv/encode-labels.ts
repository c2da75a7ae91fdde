/** Encodes the label column as classes. */
import { DataError } from '../errors';
import { findCategories } from './categories';
import type { DescribedTable } from './describe-table';
import { TABLE_ERRORS } from './messages';

const MAX_CLASSES = 1000;
/** A column of fractions with more different values than this is a quantity, not a label. */
const MAX_FRACTIONS = 20;

export interface Labels {
  /** [rows], each below `classes`. */
  labels: Uint32Array;
  classes: number;
  classNames: string[];
}

/**
 * Returns the class of each row.
 *
 * @param rows indices of the rows that have a label, in order
 * @throws DataError if the column has a single class, or looks continuous, or has too many classes
 */
export function encodeLabels(table: DescribedTable, column: number, rows: Uint32Array): Labels {
  const { name, kind, integers } = table.described[column];
  const { names, codes } = findCategories(table.columns[column], rows, table.decimalComma);
  const place = { row: table.lineOf(rows.reduce((least, row) => Math.min(least, row))), column: column + 1 };
  if (names.length < 2) throw new DataError(TABLE_ERRORS.singleClass(column + 1, name, names[0], rows.length), place);
  // Two classes are always allowed, because tables such as the four points of XOR are tiny.
  if (2 * names.length > rows.length && names.length > 2) {
    const sentence = kind === 'number' ? TABLE_ERRORS.continuousLabel : TABLE_ERRORS.uniqueLabel;
    throw new DataError(sentence(column + 1, name, names.length, rows.length), place);
  }
  if (kind === 'number' && !integers && names.length > MAX_FRACTIONS) {
    throw new DataError(TABLE_ERRORS.fractionalLabel(column + 1, name, names.length), place);
  }
  if (names.length > MAX_CLASSES) {
    throw new DataError(TABLE_ERRORS.classLimit(column + 1, name, names.length, MAX_CLASSES), place);
  }
  return { labels: Uint32Array.from(codes), classes: names.length, classNames: names };
}
