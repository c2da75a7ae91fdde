/** The categories of a column and the category of each row. */
import { isMissing, parseNumber } from './cells';

export interface Categories {
  /** Numbers in numerical order, then texts in alphabetical order ('class 2' before 'class 10'). */
  names: string[];
  /** [rows], the index of each row's category in `names`; -1 for a missing value. */
  codes: Int32Array;
}

const alphabet = new Intl.Collator('en', { numeric: true });

/** Returns the categories of a column. @param rows indices of the rows to include, in order */
export function findCategories(cells: readonly string[], rows: ArrayLike<number>, decimalComma: boolean): Categories {
  const found = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const cell = cells[row];
    if (isMissing(cell)) return -1;
    const name = categoryName(cell, decimalComma);
    const code = found.get(name) ?? found.size;
    found.set(name, code);
    return code;
  });
  const values = new Map([...found.keys()].map((name) => [name, parseNumber(name, decimalComma)]));
  const valueOf = (name: string): number => values.get(name) ?? NaN;
  const names = [...found.keys()].toSorted((one, other) => compare(one, other, valueOf));
  const places = new Int32Array(names.length);
  names.forEach((name, place) => (places[found.get(name) ?? 0] = place));
  return { names, codes: codes.map((code) => (code < 0 ? code : places[code])) };
}

/**
 * Returns the name of a cell's category: 1, +1 and 1.0 share one, but 007 and 7 differ. It normalises the text and does not parse
 * it, because long numbers may be equal in float64 and 1e5 and 10e4 may be codes.
 */
function categoryName(cell: string, decimalComma: boolean): string {
  if (/^[+-]?0\d|e/i.test(cell) || Number.isNaN(parseNumber(cell, decimalComma))) return cell;
  const mark = decimalComma ? ',' : '.';
  const [whole, fraction = ''] = cell.replace(/^[+-]/, '').split(mark);
  const digits = fraction.replace(/(?<!0)0+$/, '');
  const name = (whole || '0') + (digits && mark + digits);
  return cell.startsWith('-') && name !== '0' ? `-${name}` : name;
}

function compare(one: string, other: string, valueOf: (name: string) => number): number {
  const [a, b] = [valueOf(one), valueOf(other)];
  if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
  if (!Number.isNaN(a) && a !== b) return a - b;
  // Different texts may be equal in float64.
  return alphabet.compare(one, other) || (one < other ? -1 : 1);
}
