/** Detects a table's delimiter, and whether its first record holds names, from its first records. */
import { isMissing, isNumeric } from './cells';

export const DELIMITERS = [',', ';', '\t', '|', ' '] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** With the right delimiter, cells rarely contain the other ones. */
const MARKS = /[,;\t|]/;

/**
 * Returns the delimiter that splits the records into several cells with the fewest other delimiters in them. A space is the delimiter
 * only if no other one splits the records, all records then have the same width, and most cells are numbers.
 *
 * @param split returns the first records, split by a delimiter
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
 * Returns whether the first record holds names. Names are texts above a column of numbers, or texts that are not repeated in their
 * columns. Consecutive numbers (0, 1, 2 …) may also be names if another name is a text above numbers.
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
