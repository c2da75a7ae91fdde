/** Parses text into records with papaparse, piece by piece, and finds the line on which each record begins. */
import type { Parser, Parsed } from 'papaparse';
import { DataError } from '../errors';
import type { Delimiter } from './delimiter';
import { TABLE_ERRORS } from './messages';

/** The most characters of a record. */
const MAX_RECORD = 2 ** 24;
/**
 * The most columns. CIFAR-10 has 3,072 features. With the widest layers (2,048 units), 4,096 columns need 32 MiB for the first
 * weights, a quarter of the default binding size. The menu of label columns then takes the page about 0.1 s to draw.
 */
export const MAX_COLUMNS = 4096;

export interface CsvRecord {
  cells: string[];
  /** Line of the file on which the record begins, counted from 1. */
  line: number;
}

export type ParserClass = typeof Parser;

/** Returns papaparse's parser, which is loaded with the first table. */
export async function loadParser(): Promise<ParserClass> {
  return (await import('papaparse')).default.Parser;
}

/** Returns the first `most` records of a text that may end within a record. It ignores errors. */
export function sampleRecords(
  Parser: ParserClass,
  text: string,
  delimiter: Delimiter,
  most: number,
  whole: boolean,
): string[][] {
  const parser = new Parser({ delimiter, newline: '\n', preview: most });
  const { data } = parse(parser, text, whole || !text.includes('\n'));
  return data.map((cells) => trimCells(cells, delimiter)).filter((cells) => !isBlank(cells));
}

/** Parses a file's text: call `push` with pieces of any size, then `end`. It skips blank lines. */
export class RecordReader {
  private readonly parser: Parser;
  private rest = '';
  /** Length that the rest must reach before it is parsed again. */
  private due = 0;

  /** @param line line of the file, counted from 1, on which the text begins */
  constructor(
    private readonly Parser: ParserClass,
    private readonly delimiter: Delimiter,
    private line = 1,
  ) {
    this.parser = new Parser({ delimiter, newline: '\n' });
  }

  /**
   * Yields the records that this piece completes. It yields one at a time, so that an error in an early record comes before an error
   * in a later one.
   *
   * @throws DataError at a NUL byte, a misplaced quote, a record that is too long and a record with too many cells
   */
  *push(piece: string): Generator<CsvRecord, void> {
    this.rest += piece;
    if (piece.includes('\0')) this.throwNul(this.rest);
    if (this.rest.length < this.due) return;
    yield* this.take(false);
    this.checkUnfinished();
    // The rest is parsed again only when it has doubled, so the total work on a long record is linear in its length.
    this.due = Math.min(2 * this.rest.length, MAX_RECORD + 1);
  }

  /** Yields the remaining records, including a last one without a line break. */
  end(): Generator<CsvRecord, void> {
    return this.take(true);
  }

  private *take(last: boolean): Generator<CsvRecord, void> {
    const text = this.rest;
    const { data, errors, meta } = parse(this.parser, text, last);
    this.rest = text.slice(meta.cursor);
    // papaparse also reports errors in an incomplete record; the loop does not reach that record yet.
    const [error] = errors;
    const mayBreak = text.includes('"');
    for (const [index, raw] of data.entries()) {
      if (index === error?.row) this.throwQuotes(error.code);
      const cells = trimCells(raw, this.delimiter);
      if (!isBlank(cells)) yield { cells, line: this.line };
      this.line += 1 + (mayBreak ? countBreaks(raw) : 0);
    }
  }

  /** @throws DataError if the unfinished record is invalid however it continues */
  private checkUnfinished(): void {
    // Fewer characters cannot be too many cells.
    if (this.rest.length < MAX_COLUMNS) return;
    const { data, errors } = parse(this.parser, this.rest, true);
    const cells = data.flatMap((raw) => trimCells(raw, this.delimiter));
    if (cells.length > MAX_COLUMNS) throwTooManyColumns(this.line);
    // One invalid quote may be a closing quote with spaces after it. Two are an error.
    const misplaced = errors.filter(({ code }) => code === 'InvalidQuotes').length > 1;
    const tooLong = this.rest.length > MAX_RECORD;
    if (errors.length > 0 && (misplaced || tooLong)) this.throwQuotes(errors[0].code);
    if (!tooLong) return;
    throw new DataError(TABLE_ERRORS.rowLength(this.line, MAX_RECORD / 2 ** 20), { row: this.line });
  }

  private throwQuotes(code: string): never {
    const sentence = code === 'MissingQuotes' ? TABLE_ERRORS.openQuote : TABLE_ERRORS.textAfterQuote;
    throw new DataError(sentence(this.line), { row: this.line });
  }

  private throwNul(text: string): never {
    const parser = new this.Parser({ delimiter: this.delimiter, newline: '\n' });
    const { data } = parse(parser, text.slice(0, text.indexOf('\0')), true);
    const row = data.slice(0, -1).reduce((line, cells) => line + 1 + countBreaks(cells), this.line);
    const column = data.at(-1)?.length ?? 1;
    throw new DataError(TABLE_ERRORS.nulByte(row, column), { row, column });
  }
}

/** Throws the DataError for a record with more than MAX_COLUMNS cells. */
export function throwTooManyColumns(row: number): never {
  throw new DataError(TABLE_ERRORS.columnLimit(row, MAX_COLUMNS), { row, column: MAX_COLUMNS + 1 });
}

/** @throws DataError if a record and the first one differ in their number of cells */
export function checkWidth({ cells, line }: CsvRecord, first: CsvRecord): void {
  const [got, expected] = [cells.length, first.cells.length];
  if (got === expected) return;
  throw new DataError(TABLE_ERRORS.cellCount(line, got, first.line, expected), {
    row: line,
    column: Math.min(got, expected) + 1,
  });
}

function parse(parser: Parser, text: string, last: boolean): Parsed {
  return parser.parse(text, 0, !last);
}

/** Trims cells. If the delimiter is a space, several spaces count as one. */
function trimCells(cells: string[], delimiter: Delimiter): string[] {
  return delimiter === ' ' ? cells.filter((cell) => cell !== '') : cells.map((cell) => cell.trim());
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 0 || (cells.length === 1 && cells[0] === '');
}

function countBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}
