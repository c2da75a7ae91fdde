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
  const values = new Map([...found.keys()].map((name) => [name, numberIn(name, decimalComma)]));
  const valueOf = (name: string): number => values.get(name) ?? NaN;
  const names = [...found.keys()].toSorted((one, other) => compare(one, other, valueOf));
  const places = new Int32Array(names.length);
  names.forEach((name, place) => (places[found.get(name) ?? 0] = place));
  return { names, codes: codes.map((code) => (code < 0 ? code : places[code])) };
}

/**
 * 1, +1 and 1.0 are one category, 007 is not 7. Texts are compared and not what they come to: a float64 cannot tell long numbers
 * apart, and 1e5 and 10e4 may be codes.
 */
function nameOf(cell: string, decimalComma: boolean): string {
  if (/^[+-]?0\d|e/i.test(cell) || Number.isNaN(numberIn(cell, decimalComma))) return cell;
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
  // Also where two numbers are one in float64.
  return alphabet.compare(one, other) || (one < other ? -1 : 1);
}
