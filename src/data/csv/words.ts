/** How sentences about a table name what stands in it. Foreign text is quoted and kept short; it is never more than text. */

const LONGEST = 40;
/** Cells may be megabytes long. */
const LOOKED_AT = 1000;

/** In quotes, on one line, and cut where it is long. */
export function quoted(text: string): string {
  const line = text
    .slice(0, LOOKED_AT)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const letters = Array.from(line);
  return `“${letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : line}”`;
}

/** 1234567 as 1,234,567. */
export function grouped(number: number): string {
  return number.toLocaleString('en-GB');
}

/** 'one row', '1,204 rows'. */
export function counted(number: number, one: string, many: string): string {
  return number === 1 ? `one ${one}` : `${grouped(number)} ${many}`;
}
