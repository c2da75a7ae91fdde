/** The label column as classes. */
import { DataError } from '../errors';
import { categoriesOf } from './categories';
import type { DescribedTable } from './described';
import { counted, grouped, quoted } from './words';

const MOST_CLASSES = 1000;
/** A label with fractions and more values than this is a quantity. */
const MOST_FRACTIONS = 20;

export interface Labels {
  /** [rows], each below `classes`. */
  labels: Uint32Array;
  classes: number;
  classNames: string[];
}

/**
 * @param rows those that have a label, in their order
 * @throws DataError where the column has one class alone, or so many that they are none
 */
export function labelsOf(table: DescribedTable, column: number, rows: Uint32Array): Labels {
  const { name, kind, integers } = table.described[column];
  const { names, codes } = categoriesOf(table.columns[column], rows, table.decimalComma);
  const place = { row: table.lineOf(rows.reduce((least, row) => Math.min(least, row))), column: column + 1 };
  const where = `Column ${column + 1} (${quoted(name)})`;
  if (names.length < 2) {
    throw new DataError(
      `${where} cannot be the label: from row ${grouped(place.row)} on it holds one class alone, ${quoted(names[0])} (${counted(rows.length, 'row', 'rows')}), and a network needs two to tell apart. Choose another label column.`,
      place,
    );
  }
  // Few rows may well have a class each: four points of XOR have two.
  if (2 * names.length > rows.length && names.length > 2) {
    const looks = kind === 'number' ? 'it looks continuous' : 'nearly every row has a class of its own';
    throw new DataError(
      `${where} cannot be the label: ${looks}, with ${grouped(names.length)} different values in ${counted(rows.length, 'row', 'rows')}. Choose a column with classes.`,
      place,
    );
  }
  if (kind === 'number' && !integers && names.length > MOST_FRACTIONS) {
    throw new DataError(
      `${where} cannot be the label: it looks continuous, with fractions and ${grouped(names.length)} different values. Choose a column with classes.`,
      place,
    );
  }
  if (names.length > MOST_CLASSES) {
    throw new DataError(
      `${where} cannot be the label: it has ${grouped(names.length)} classes, and ${grouped(MOST_CLASSES)} is the most. Choose another label column.`,
      place,
    );
  }
  return { labels: Uint32Array.from(codes), classes: names.length, classNames: names };
}
