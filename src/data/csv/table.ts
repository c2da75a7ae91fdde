/** Reads a whole file into columns of text, with the line of each row. */
import { DataError } from '../errors';
import { guessDelimiter, guessHeader, type Delimiter } from './delimiter';
import {
  checkWidth,
  loadParser,
  MAX_COLUMNS,
  RecordReader,
  throwTooManyColumns,
  sampleRecords,
  type CsvRecord,
  type ParserClass,
} from './records';
import { findSeparatorLine, type SeparatorLine } from './separator-line';
import { detectEncoding, InvalidUtf8, decodeFile, type Encoding } from './text';
import { TABLE_ERRORS } from './messages';

const MAX_CELLS = 8_000_000;
const MAX_BYTES = 2 ** 29;
/** Number of records from which delimiter and header are detected. */
const SAMPLE = 100;

/** How to split the file into cells; an omitted field is detected. */
export interface TableFormat {
  delimiter?: Delimiter;
  header?: boolean;
}

/** How the file was split and its first rows; known even if the rest could not be read. */
export interface ParsedTable {
  delimiter: Delimiter;
  header: boolean;
  encoding: Encoding;
  /** The separator line before the first record; null if there is none. */
  separator: SeparatorLine | null;
  /** Names of the columns; only the first ones if there are too many. */
  names: string[];
  /** The first rows as read. */
  sample: string[][];
}

export interface Table {
  names: string[];
  /** [columns][rows], trimmed. */
  columns: string[][];
  rows: number;
  /** Returns the line of the file, counted from 1, on which a row (counted from 0) begins. */
  lineOf: (row: number) => number;
}

/** A file could be read only in part: `reading` is that part, and `cause` the error. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';

  constructor(
    readonly reading: ParsedTable,
    override readonly cause: DataError,
  ) {
    super(cause.message);
  }
}

/**
 * Reads the file, and reads it again as windows-1252 if it is not UTF-8.
 *
 * @throws ReadingError with the DataError as cause; DataError if the file is empty, too large or unreadable
 */
export async function readTable(
  file: Blob,
  format: TableFormat,
  most = MAX_CELLS,
): Promise<{ reading: ParsedTable; table: Table }> {
  if (file.size > MAX_BYTES) {
    throw new DataError(TABLE_ERRORS.fileSize(Math.round(file.size / 2 ** 20), MAX_BYTES / 2 ** 20));
  }
  const Parser = await loadParser();
  const encoding = await detectEncoding(file);
  try {
    return await readAs(file, encoding, format, Parser, most);
  } catch (error) {
    if (error instanceof InvalidUtf8) return readAs(file, 'windows-1252', format, Parser, most);
    throw error;
  }
}

async function readAs(file: Blob, encoding: Encoding, format: TableFormat, Parser: ParserClass, most: number) {
  const reading = await guess(file, encoding, format, Parser);
  try {
    const { separator } = reading;
    const records = new RecordReader(Parser, reading.delimiter, separator ? 2 : 1);
    const builder = new TableBuilder(reading.header, most);
    let skip = separator?.length ?? 0;
    for await (const piece of decodeFile(file, encoding)) {
      builder.add(records.push(piece.slice(skip)));
      skip = 0;
    }
    builder.add(records.end());
    return { reading, table: builder.finish() };
  } catch (error) {
    if (error instanceof DataError) throw new ReadingError(reading, error);
    throw error;
  }
}

async function guess(file: Blob, encoding: Encoding, format: TableFormat, Parser: ParserClass): Promise<ParsedTable> {
  const pieces = decodeFile(file, encoding);
  const { value: begin = '' } = await pieces.next();
  const separator = findSeparatorLine(begin);
  const first = begin.slice(separator?.length ?? 0);
  const whole = (await pieces.next()).done === true;
  if (first.trim() === '' && whole) throw new DataError(TABLE_ERRORS.emptyFile);
  const split = (delimiter: Delimiter) => sampleRecords(Parser, first, delimiter, SAMPLE, whole);
  const delimiter = format.delimiter ?? separator?.delimiter ?? guessDelimiter(split);
  const records = split(delimiter);
  const header = format.header ?? guessHeader(records);
  const names = columnNames((records[0] ?? []).slice(0, MAX_COLUMNS), header);
  return { delimiter, header, encoding, separator, names, sample: records.slice(header ? 1 : 0) };
}

/** Collects records into columns. */
class TableBuilder {
  private first: CsvRecord | null = null;
  private readonly columns: string[][] = [];
  private rows = 0;
  private cells = 0;
  /** Rows at which the difference `by` between line and row changes. */
  private readonly shifts: { row: number; by: number }[] = [];

  constructor(
    private readonly header: boolean,
    private readonly most: number,
  ) {}

  add(records: Iterable<CsvRecord>): void {
    for (const record of records) {
      const isFirst = this.first === null;
      if (isFirst && record.cells.length > MAX_COLUMNS) throwTooManyColumns(record.line);
      this.first ??= record;
      checkWidth(record, this.first);
      this.cells += record.cells.length;
      if (this.cells > this.most) this.throwTooManyCells(record);
      if (isFirst) for (const _ of record.cells) this.columns.push([]);
      if (!isFirst || !this.header) this.addRow(record);
    }
  }

  finish(): Table {
    const { first, rows, shifts } = this;
    if (!first) throw new DataError(TABLE_ERRORS.emptyFile);
    if (rows === 0) throw new DataError(TABLE_ERRORS.onlyHeader(first.line), { row: first.line });
    return {
      names: columnNames(first.cells, this.header),
      columns: this.columns,
      rows,
      lineOf: (row) => row + (shifts.findLast((shift) => shift.row <= row)?.by ?? 0),
    };
  }

  private addRow({ cells, line }: CsvRecord): void {
    const by = line - this.rows;
    if (this.shifts.at(-1)?.by !== by) this.shifts.push({ row: this.rows, by });
    for (let column = 0; column < cells.length; column++) this.columns[column].push(cells[column]);
    this.rows++;
  }

  private throwTooManyCells({ cells, line }: CsvRecord): never {
    throw new DataError(TABLE_ERRORS.cellLimit(line, this.most, cells.length), {
      row: line,
      column: cells.length - (this.cells - this.most) + 1,
    });
  }
}

/** Returns a unique name for every column: the cells of the first record, or 'Column 1' and so on. */
function columnNames(first: readonly string[], header: boolean): string[] {
  const taken = new Set<string>();
  /** The last number tried for each repeated name. */
  const counts = new Map<string, number>();
  return first.map((cell, column) => {
    const name = (header && cell) || `Column ${column + 1}`;
    let unique = name;
    let count = counts.get(name) ?? 1;
    while (taken.has(unique)) unique = `${name} (${++count})`;
    counts.set(name, count);
    taken.add(unique);
    return unique;
  });
}
