/** What a cell's text is: a number, a gap, or text. */

/** Cells that say that there is no value, in lower case. */
const GAPS = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'nil', '?', '-', '--', '—', '–', '.', 'missing', '(missing)']);
const LONGEST_GAP = 9;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NUMBER_WITH_COMMA = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i;

export function isMissing(cell: string): boolean {
  return cell.length <= LONGEST_GAP && GAPS.has(cell.toLowerCase());
}

/** The number that a trimmed cell holds; NaN where it holds none. */
export function numberIn(cell: string, decimalComma: boolean): number {
  if (!decimalComma) return NUMBER.test(cell) ? Number(cell) : NaN;
  return NUMBER_WITH_COMMA.test(cell) ? Number(cell.replace(',', '.')) : NaN;
}

/** A number with either decimal mark. */
export function isNumeric(cell: string): boolean {
  return NUMBER.test(cell) || NUMBER_WITH_COMMA.test(cell);
}

/** Whether numbers have a decimal comma: the first one with a mark tells. */
export function usesDecimalComma(columns: readonly (readonly string[])[]): boolean {
  for (const column of columns) {
    for (const cell of column) {
      if (cell.includes(',') && NUMBER_WITH_COMMA.test(cell)) return true;
      if (cell.includes('.') && NUMBER.test(cell)) return false;
    }
  }
  return false;
}
