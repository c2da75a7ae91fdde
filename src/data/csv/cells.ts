/** What a cell's text is: a number, a gap, or text. */

/** Cells that say that there is no value, in lower case. */
const GAPS = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'nil', '?', '-', '--', '—', '–', '.', 'missing', '(missing)']);
const LONGEST_GAP = 9;

// A digit can be taken in one way alone, so that what is no number after all is found out in one go.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const NUMBER_WITH_COMMA = /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i;
/** Digits of the longest float64, the smallest of all, written out. More of them overflow the stack of an expression at last. */
const LONGEST_NUMBER = 1100;

export function isMissing(cell: string): boolean {
  return cell.length <= LONGEST_GAP && GAPS.has(cell.toLowerCase());
}

/** The number that a trimmed cell holds; NaN where it holds none. */
export function numberIn(cell: string, decimalComma: boolean): number {
  if (!decimalComma) return isWithPoint(cell) ? Number(cell) : NaN;
  return isWithComma(cell) ? Number(cell.replace(',', '.')) : NaN;
}

/** A number with either decimal mark. */
export function isNumeric(cell: string): boolean {
  return isWithPoint(cell) || isWithComma(cell);
}

function isWithPoint(cell: string): boolean {
  return cell.length <= LONGEST_NUMBER && NUMBER.test(cell);
}

function isWithComma(cell: string): boolean {
  return cell.length <= LONGEST_NUMBER && NUMBER_WITH_COMMA.test(cell);
}

/** Whether numbers have a decimal comma: the first one with a mark tells. */
export function usesDecimalComma(columns: readonly (readonly string[])[]): boolean {
  for (const column of columns) {
    for (const cell of column) {
      if (cell.includes(',') && isWithComma(cell)) return true;
      if (cell.includes('.') && isWithPoint(cell)) return false;
    }
  }
  return false;
}
