/** From text to records by papaparse, fed piece by piece, with the line that each record begins on. */
import type { Parser, Parsed } from 'papaparse';
import { DataError } from '../errors';
import type { Delimiter } from './delimiter';
import { counted, grouped } from './words';

/** A record that goes on for longer has a quote that nobody closed. */
const LONGEST_RECORD = 2 ** 24;

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
  private line = 1;

  constructor(
    private readonly Parser: ParserClass,
    private readonly delimiter: Delimiter,
  ) {
    this.parser = new Parser({ delimiter, newline: '\n' });
  }

  /**
   * The records that are complete with this piece.
   *
   * @throws DataError at a NUL byte, and where quotes are out of order
   */
  push(piece: string): CsvRecord[] {
    const text = this.rest + piece;
    if (piece.includes('\0')) this.refuseNul(text);
    const records = this.take(text, false);
    if (this.rest.length > LONGEST_RECORD) this.refuseOpenQuote(this.line);
    return records;
  }

  /** The record that the file ends with, if its last line has no end. */
  end(): CsvRecord[] {
    return this.take(this.rest, true);
  }

  private take(text: string, last: boolean): CsvRecord[] {
    const { data, errors, meta } = parse(this.parser, text, last);
    // One of a record that is still to be completed counts for nothing yet.
    const [error] = errors;
    const mayBreak = text.includes('"');
    const records: CsvRecord[] = [];
    for (const [index, raw] of data.entries()) {
      if (index === error?.row) this.refuseQuotes(error.code);
      const cells = trimmed(raw, this.delimiter);
      if (!isBlank(cells)) records.push({ cells, line: this.line });
      this.line += 1 + (mayBreak ? breaksIn(raw) : 0);
    }
    this.rest = text.slice(meta.cursor);
    return records;
  }

  private refuseQuotes(code: string): never {
    if (code === 'MissingQuotes') this.refuseOpenQuote(this.line);
    throw new DataError(
      `Row ${grouped(this.line)} goes on behind a closing quote; a quote that belongs to a cell’s text is written twice: "".`,
      { row: this.line },
    );
  }

  private refuseOpenQuote(row: number): never {
    throw new DataError(
      `Row ${grouped(row)} opens a quote that is never closed: close it, or write a quote that belongs to the text twice.`,
      { row },
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
