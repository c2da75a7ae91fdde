/** The different values of a column, and which of them each row holds. */
import { isMissing, numberIn } from './cells';

export interface Categories {
  /** Numbers by size, then texts by the alphabet ('class 2' before 'class 10'). */
  names: string[];
  /** [rows], which of the names each row holds; -1 where the value is missing. */
  codes: Int32Array;
}

const alphabet = new Intl.Collator('en', { numeric: true });

/** @param rows those that count, in their order */
export function categoriesOf(cells: readonly string[], rows: ArrayLike<number>, decimalComma: boolean): Categories {
  const found = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const cell = cells[row];
    if (isMissing(cell)) return -1;
    const name = nameOf(cell, decimalComma);
    const code = found.get(name) ?? found.size;
    found.set(name, code);
    return code;
  });
  const names = [...found.keys()].toSorted(compare);
  const places = new Int32Array(names.length);
  names.forEach((name, place) => (places[found.get(name) ?? 0] = place));
  return { names, codes: codes.map((code) => (code < 0 ? code : places[code])) };
}

/** 1 and 1.0 are one category; 007 is not 7. */
function nameOf(cell: string, decimalComma: boolean): string {
  if (/^[+-]?0\d/.test(cell)) return cell;
  const value = numberIn(cell, decimalComma);
  return Number.isNaN(value) ? cell : String(value);
}

function compare(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (!Number.isNaN(a) && !Number.isNaN(b) && a !== b) return a - b;
  return alphabet.compare(one, other) || (one < other ? -1 : 1);
}
