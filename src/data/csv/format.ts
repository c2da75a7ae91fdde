/** Formats numbers and texts of a table for sentences about it. */

const LONGEST = 40;
/** Cells may be megabytes long. */
const LOOKED_AT = 1000;

/** Returns the text in quotes, on one line and cut to 40 characters. */
export function quoted(text: string): string {
  const line = text
    .slice(0, LOOKED_AT)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const letters = Array.from(line);
  return `“${letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : line}”`;
}

/** Returns an integer with thousands separators: '1,234,567'. */
export function formatInteger(number: number): string {
  return number.toLocaleString('en-GB');
}

/** Returns a number with its noun: 'one row', '1,204 rows'. */
export function formatCount(number: number, one: string, many: string): string {
  return number === 1 ? `one ${one}` : `${formatInteger(number)} ${many}`;
}
