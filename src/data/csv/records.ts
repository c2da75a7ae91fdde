/** From text to records by papaparse, fed piece by piece, with the line that each record begins on. */
import type { Parser, Parsed } from 'papaparse';
import { DataError } from '../errors';
import type { Delimiter } from './delimiter';
import { counted, grouped } from './words';

/** A record that goes on for longer is given up on. */
const LONGEST_RECORD = 2 ** 24;
/**
 * CIFAR-10 has 3,072 features; with the widest layers, of 2,048 units, this many take 32 MiB of first weights, a quarter of what a
 * binding holds by default. A page that offers this many columns as the label is busy for about a tenth of a second.
 */
export const MOST_COLUMNS = 4096;

export interface CsvRecord {
  cells: string[];
  /** Of the file, from 1, where it begins. */
  line: number;
}

export type ParserClass = typeof Parser;

/** Papaparse, loaded with the first table that is read. */
export async function loadParser(): Promise<ParserClass> {
  return (await import('papaparse')).default.Parser;
}

/** The first `most` records of a text that may end amid one. What is wrong with them is not looked at. */
export function sampleRecords(
  Parser: ParserClass,
  text: string,
  delimiter: Delimiter,
  most: number,
  whole: boolean,
): string[][] {
  const parser = new Parser({ delimiter, newline: '\n', preview: most });
  const { data } = parse(parser, text, whole || !text.includes('\n'));
  return data.map((cells) => trimmed(cells, delimiter)).filter((cells) => !isBlank(cells));
}

/** Give it a file's text in pieces of any size, then `end()`. Blank lines are passed over. */
export class RecordReader {
  private readonly parser: Parser;
  private rest = '';
  /** How long the rest has to be before it is parsed again. */
  private due = 0;

  /** @param line of the file, from 1, that the text begins with */
  constructor(
    private readonly Parser: ParserClass,
    private readonly delimiter: Delimiter,
    private line = 1,
  ) {
    this.parser = new Parser({ delimiter, newline: '\n' });
  }

  /**
   * The records that are complete with this piece, one by one, so that whoever takes them speaks before what is wrong further on.
   *
   * @throws DataError at a NUL byte, where quotes are out of order, and where a record has no end in sight or too many cells
   */
  *push(piece: string): Generator<CsvRecord, void> {
    this.rest += piece;
    if (piece.includes('\0')) this.refuseNul(this.rest);
    if (this.rest.length < this.due) return;
    yield* this.take(false);
    this.checkUnfinished();
    // Parsed anew when it has doubled, a record of any length is parsed twice over and not once for each of its pieces.
    this.due = Math.min(2 * this.rest.length, LONGEST_RECORD + 1);
  }

  /** The record that the file ends with, if its last line has no end, and what was still to be parsed before it. */
  end(): Generator<CsvRecord, void> {
    return this.take(true);
  }

  private *take(last: boolean): Generator<CsvRecord, void> {
    const text = this.rest;
    const { data, errors, meta } = parse(this.parser, text, last);
    this.rest = text.slice(meta.cursor);
    // One of a record that is still to be completed counts for nothing yet.
    const [error] = errors;
    const mayBreak = text.includes('"');
    for (const [index, raw] of data.entries()) {
      if (index === error?.row) this.refuseQuotes(error.code);
      const cells = trimmed(raw, this.delimiter);
      if (!isBlank(cells)) yield { cells, line: this.line };
      this.line += 1 + (mayBreak ? breaksIn(raw) : 0);
    }
  }

  /** @throws DataError where the record that the rest begins can no longer come to a good end */
  private checkUnfinished(): void {
    // Fewer letters than that are fewer cells.
    if (this.rest.length < MOST_COLUMNS) return;
    const { data, errors } = parse(this.parser, this.rest, true);
    const cells = data.flatMap((raw) => trimmed(raw, this.delimiter));
    if (cells.length > MOST_COLUMNS) refuseColumns(this.line);
    // One stray quote may be a closing one with spaces to come; a second one behind it shows that it is none.
    const stray = errors.filter(({ code }) => code === 'InvalidQuotes').length > 1;
    const tooLong = this.rest.length > LONGEST_RECORD;
    if (errors.length > 0 && (stray || tooLong)) this.refuseQuotes(errors[0].code);
    if (!tooLong) return;
    throw new DataError(
      `Row ${grouped(this.line)} goes on for more than ${LONGEST_RECORD / 2 ** 20} MiB without an end, which is more than this page reads of one: break it into rows.`,
      { row: this.line },
    );
  }

  private refuseQuotes(code: string): never {
    if (code === 'MissingQuotes') {
      throw new DataError(
        `Row ${grouped(this.line)} opens a quote that is never closed: close it, or write a quote that belongs to the text twice.`,
        { row: this.line },
      );
    }
    throw new DataError(
      `Row ${grouped(this.line)} goes on behind a closing quote; a quote that belongs to a cell’s text is written twice: "".`,
      { row: this.line },
    );
  }

  private refuseNul(text: string): never {
    const parser = new this.Parser({ delimiter: this.delimiter, newline: '\n' });
    const { data } = parse(parser, text.slice(0, text.indexOf('\0')), true);
    const row = data.slice(0, -1).reduce((line, cells) => line + 1 + breaksIn(cells), this.line);
    const column = data.at(-1)?.length ?? 1;
    throw new DataError(
      `Row ${grouped(row)}, column ${column} holds a NUL byte, as no table of text does: if it is a binary file, save it as CSV first.`,
      { row, column },
    );
  }
}

/** @throws DataError where the first record, or one without an end, has more cells than there can be columns. */
export function refuseColumns(row: number): never {
  throw new DataError(
    `Row ${grouped(row)} goes on to column ${grouped(MOST_COLUMNS + 1)} and beyond; ${grouped(MOST_COLUMNS)} columns are the most that this page reads: keep fewer of them, or choose another delimiter.`,
    { row, column: MOST_COLUMNS + 1 },
  );
}

/** @throws DataError where a record has another number of cells than the first one. */
export function checkWidth({ cells, line }: CsvRecord, first: CsvRecord): void {
  const [got, expected] = [cells.length, first.cells.length];
  if (got === expected) return;
  throw new DataError(
    `Row ${grouped(line)} has ${counted(got, 'cell', 'cells')} where row ${first.line} has ${expected}: mend that row, or choose another delimiter.`,
    { row: line, column: Math.min(got, expected) + 1 },
  );
}

function parse(parser: Parser, text: string, last: boolean): Parsed {
  return parser.parse(text, 0, !last);
}

/** Where spaces separate, several are as good as one. */
function trimmed(cells: string[], delimiter: Delimiter): string[] {
  return delimiter === ' ' ? cells.filter((cell) => cell !== '') : cells.map((cell) => cell.trim());
}

function isBlank(cells: readonly string[]): boolean {
  return cells.length === 0 || (cells.length === 1 && cells[0] === '');
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}
