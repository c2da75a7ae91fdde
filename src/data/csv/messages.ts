/** The sentences about a table that cannot be read or trained on, and about its columns. Rows and columns count from 1. */
import { formatCount, formatInteger, quoted } from './format';

const column = (index: number, name: string): string => `column ${index} (${quoted(name)})`;
const Column = (index: number, name: string): string => `Column ${index} (${quoted(name)})`;
const rowsOf = (count: number): string => formatCount(count, 'row', 'rows');
const cellsOf = (count: number): string => formatCount(count, 'cell', 'cells');

/** What is wrong, where, and what to do. */
export const TABLE_ERRORS = {
  emptyFile: 'The file is empty. Choose a file with rows.',
  unreadable: 'The file cannot be read, because it was changed or moved. Choose it again.',
  onlyHeader: (row: number) =>
    `The file has no rows of values: its only row, row ${row}, was read as column names. If it holds values, untick “First row holds names”.`,
  fileSize: (megabytes: number, most: number) =>
    `The file has ${formatInteger(megabytes)} MiB; the limit is ${most} MiB. Remove rows or columns.`,
  cellLimit: (row: number, most: number, width: number) =>
    `Row ${formatInteger(row)} exceeds the limit of ${formatInteger(most)} cells in a table (each row has ${width}). Remove rows or columns.`,
  columnLimit: (row: number, most: number) =>
    `Row ${formatInteger(row)} has more than ${formatInteger(most)} columns, which is the limit. Remove columns or choose another delimiter.`,
  cellCount: (row: number, got: number, firstRow: number, expected: number) =>
    `Row ${formatInteger(row)} has ${cellsOf(got)}, but row ${firstRow} has ${expected}. Fix that row or choose another delimiter.`,
  rowLength: (row: number, megabytes: number) =>
    `Row ${formatInteger(row)} has no end within ${megabytes} MiB, which is the limit for one row. Split it into rows.`,
  openQuote: (row: number) =>
    `Row ${formatInteger(row)} opens a quote and never closes it. Close the quote; a quote inside a text is written twice: "".`,
  textAfterQuote: (row: number) =>
    `Row ${formatInteger(row)} has text after a closing quote. A quote inside a text is written twice: "".`,
  nulByte: (row: number, index: number) =>
    `Row ${formatInteger(row)}, column ${index} contains a NUL byte. If the file is a binary file, save it as CSV first.`,
  noFeature:
    'No column is left to learn from. Besides the label, use at least one column as a number or a category, or choose another delimiter.',
  tooManyNumbers: (rows: number, features: number, most: number) =>
    `${rowsOf(rows)} × ${formatInteger(features)} inputs are ${formatInteger(rows * features)} numbers; the limit is ${formatInteger(most)}. Leave out a category with many values, or remove rows.`,
  heldOut: 'The test rows must be a share below 1 or a whole number of rows.',
  noCompleteRow: 'Every row has a missing value. Fill in missing values, or leave out the columns with the most of them.',
  noLabel: 'No row has a label. Choose another label column.',
  notANumber: (row: number, index: number, name: string, cell: string) =>
    `Row ${formatInteger(row)}, ${column(index, name)} must be a number, but is ${quoted(cell)}. Fix that cell, or use the column as a category.`,
  numberRange: (row: number, index: number, name: string, cell: string) =>
    `Row ${formatInteger(row)}, ${column(index, name)} is ${quoted(cell)}, which is too large for a 32-bit number. Fix that cell, or leave the column out.`,
  categoryLimit: (index: number, name: string, distinct: string, most: number) =>
    `${Column(index, name)} has ${distinct} different values. A category has one input per value, and the limit is ${most}. Leave the column out.`,
  singleClass: (index: number, name: string, className: string, rows: number) =>
    `${Column(index, name)} cannot be the label: it has a single class, ${quoted(className)} (${rowsOf(rows)}). Choose another label column.`,
  continuousLabel: (index: number, name: string, distinct: number, rows: number) =>
    `${Column(index, name)} cannot be the label: it looks continuous, with ${formatInteger(distinct)} different values in ${rowsOf(rows)}. Choose a column with classes.`,
  fractionalLabel: (index: number, name: string, distinct: number) =>
    `${Column(index, name)} cannot be the label: it looks continuous, with fractions and ${formatInteger(distinct)} different values. Choose a column with classes.`,
  uniqueLabel: (index: number, name: string, distinct: number, rows: number) =>
    `${Column(index, name)} cannot be the label: nearly every row has its own class, with ${formatInteger(distinct)} different values in ${rowsOf(rows)}. Choose a column with classes.`,
  classLimit: (index: number, name: string, classes: number, most: number) =>
    `${Column(index, name)} cannot be the label: it has ${formatInteger(classes)} classes, and the limit is ${formatInteger(most)}. Choose another label column.`,
};

/** Why the preview proposes to leave a column out; the page writes “left out: …”. */
export const LEAVE_OUT_REASONS = {
  empty: 'it is empty',
  constant: 'it has the same value in every row',
  rowNumbers: 'it numbers the rows',
  uniqueTexts: 'every row has a different text',
  manyTexts: (distinct: string) => `it has ${distinct} different texts`,
};

/** How the file was read, where that may be unexpected. */
export const TABLE_NOTES = {
  windows1252: 'The file is not UTF-8; it was read as windows-1252.',
  utf16: 'The file was read as UTF-16.',
  separatorLine: (delimiter: string) => `The first line sets the delimiter to ${delimiter}; it is not a row.`,
};
