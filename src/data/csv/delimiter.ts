/** What separates a table's cells, and whether its first record holds names: guessed from its first records. */
import { isMissing, isNumeric } from './cells';

export const DELIMITERS = [',', ';', '\t', '|', ' '] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A cell that is cut in the right places holds none of the others. */
const MARKS = /[,;\t|]/;

/**
 * The delimiter that cuts most records into several cells and leaves the fewest others within them. Spaces separate only where nothing
 * else does and every record, numbers for the most part, then has the same width.
 *
 * @param split the first records as a delimiter cuts them
 */
export function guessDelimiter(split: (delimiter: Delimiter) => string[][]): Delimiter {
  let best: { delimiter: Delimiter; score: number; width: number } = { delimiter: ',', score: 0, width: 1 };
  for (const delimiter of DELIMITERS) {
    if (delimiter === ' ' && best.score > 0) break;
    const records = split(delimiter);
    const { width, share } = commonWidth(records);
    if (width < 2 || (delimiter === ' ' && (share < 1 || !mostlyNumeric(records.slice(1))))) continue;
    const score = cleanShare(records);
    if (score > best.score || (score === best.score && width > best.width)) best = { delimiter, score, width };
  }
  return best.delimiter;
}

/**
 * Whether the first record holds names: no number stands in it, and below it a column is numeric, or no column comes back to what
 * stands there. Names may be numbers where they count on (0, 1, 2 …) beside one that is text above numbers.
 */
export function guessHeader([first = [], ...others]: readonly string[][]): boolean {
  if (others.length === 0) return first.length > 0 && !first.some(isNumeric);
  const below = first.map((_, column) => others.map((record) => record[column] ?? '').filter((cell) => !isMissing(cell)));
  const aboveNumbers = first.some((cell, column) => {
    const cells = below[column];
    return !isMissing(cell) && !isNumeric(cell) && cells.length > 0 && 2 * cells.filter(isNumeric).length > cells.length;
  });
  const numbers = first.filter(isNumeric).map(Number);
  if (numbers.length > 0) return aboveNumbers && numbers.every((value, i) => i === 0 || value === numbers[i - 1] + 1);
  return aboveNumbers || (new Set(first).size === first.length && !first.some((cell, column) => below[column].includes(cell)));
}

function commonWidth(records: readonly string[][]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0]);
  return { width, share: count / Math.max(1, records.length) };
}

function cleanShare(records: readonly string[][]): number {
  const cells = records.flat();
  return cells.filter((cell) => !MARKS.test(cell) || isNumeric(cell)).length / Math.max(1, cells.length);
}

function mostlyNumeric(records: readonly string[][]): boolean {
  const cells = records.flat();
  return 2 * cells.filter(isNumeric).length > cells.length;
}
