/** Classifies the text of a cell as a number, a missing value or text. */

/** Texts of a missing value, in lower case. */
const MISSING_MARKS = new Set([
  '',
  'na',
  'n/a',
  '#n/a',
  'nan',
  'null',
  'nil',
  '?',
  '-',
  '--',
  '—',
  '–',
  '.',
  'missing',
  '(missing)',
]);
const LONGEST_MARK = 9;

// Each character can match in only one way, so the expressions do not backtrack on long cells.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const NUMBER_WITH_COMMA = /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i;
/** The smallest float64 has about this many digits. Very long cells would overflow the stack of the regular expression. */
const LONGEST_NUMBER = 1100;

export function isMissing(cell: string): boolean {
  return cell.length <= LONGEST_MARK && MISSING_MARKS.has(cell.toLowerCase());
}

/** Returns the number in a trimmed cell; NaN if it is not a number. */
export function parseNumber(cell: string, decimalComma: boolean): number {
  if (!decimalComma) return isPointNumber(cell) ? Number(cell) : NaN;
  return isCommaNumber(cell) ? Number(cell.replace(',', '.')) : NaN;
}

/** Returns whether the cell is a number with a decimal point or a decimal comma. */
export function isNumeric(cell: string): boolean {
  return isPointNumber(cell) || isCommaNumber(cell);
}

function isPointNumber(cell: string): boolean {
  return cell.length <= LONGEST_NUMBER && NUMBER.test(cell);
}

function isCommaNumber(cell: string): boolean {
  return cell.length <= LONGEST_NUMBER && NUMBER_WITH_COMMA.test(cell);
}

/** Returns whether numbers have a decimal comma. The first number with a decimal mark decides. */
export function usesDecimalComma(columns: readonly (readonly string[])[]): boolean {
  for (const column of columns) {
    for (const cell of column) {
      if (cell.includes(',') && isCommaNumber(cell)) return true;
      if (cell.includes('.') && isPointNumber(cell)) return false;
    }
  }
  return false;
}
