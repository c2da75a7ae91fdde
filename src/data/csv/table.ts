/** A file read whole: its columns as text, and where in the file each row stands. */
import { DataError } from '../errors';
import { guessDelimiter, guessHeader, type Delimiter } from './delimiter';
import {
  checkWidth,
  loadParser,
  MOST_COLUMNS,
  RecordReader,
  refuseColumns,
  sampleRecords,
  type CsvRecord,
  type ParserClass,
} from './records';
import { separatorLine, type SeparatorLine } from './separator-line';
import { encodingOf, NotUtf8, textOf, type Encoding } from './text';
import { grouped } from './words';

const MOST_CELLS = 8_000_000;
const MOST_BYTES = 2 ** 29;
/** Records that delimiter and header are guessed from. */
const SAMPLE = 100;

/** How the file is cut into cells; what is left out is guessed. */
export interface Cut {
  delimiter?: Delimiter;
  header?: boolean;
}

/** How it was cut, also where that led to nothing. */
export interface ParsedTable {
  delimiter: Delimiter;
  header: boolean;
  encoding: Encoding;
  /** Stands before the first record, where there is one. */
  separator: SeparatorLine | null;
  /** Of the first columns where there are too many. */
  names: string[];
  /** The first rows as read. */
  sample: string[][];
}

export interface Table {
  names: string[];
  /** [columns][rows], trimmed. */
  columns: string[][];
  rows: number;
  /** The file's line, from 1, on which a row (from 0) begins. */
  lineOf: (row: number) => number;
}

/** What was found out about the file before it could not be read on. */
export class ReadingStopped extends Error {
  override readonly name = 'ReadingStopped';

  constructor(
    readonly reading: ParsedTable,
    override readonly cause: DataError,
  ) {
    super(cause.message);
  }
}

/**
 * Reads the file once, or twice where it turns out not to be UTF-8.
 *
 * @throws ReadingStopped with the DataError that says where, DataError where there is nothing to read
 */
export async function readTable(file: Blob, cut: Cut, most = MOST_CELLS): Promise<{ reading: ParsedTable; table: Table }> {
  if (file.size > MOST_BYTES) {
    throw new DataError(
      `The file has ${grouped(Math.round(file.size / 2 ** 20))} MiB; ${MOST_BYTES / 2 ** 20} MiB are read at most: keep fewer rows or columns.`,
    );
  }
  const Parser = await loadParser();
  const encoding = await encodingOf(file);
  try {
    return await readAs(file, encoding, cut, Parser, most);
  } catch (error) {
    if (error instanceof NotUtf8) return readAs(file, 'windows-1252', cut, Parser, most);
    throw error;
  }
}

async function readAs(file: Blob, encoding: Encoding, cut: Cut, Parser: ParserClass, most: number) {
  const reading = await guess(file, encoding, cut, Parser);
  try {
    const { separator } = reading;
    const records = new RecordReader(Parser, reading.delimiter, separator ? 2 : 1);
    const builder = new TableBuilder(reading.header, most);
    let skip = separator?.length ?? 0;
    for await (const piece of textOf(file, encoding)) {
      builder.add(records.push(piece.slice(skip)));
      skip = 0;
    }
    builder.add(records.end());
    return { reading, table: builder.finish() };
  } catch (error) {
    if (error instanceof DataError) throw new ReadingStopped(reading, error);
    throw error;
  }
}

async function guess(file: Blob, encoding: Encoding, cut: Cut, Parser: ParserClass): Promise<ParsedTable> {
  const pieces = textOf(file, encoding);
  const { value: begin = '' } = await pieces.next();
  const separator = separatorLine(begin);
  const first = begin.slice(separator?.length ?? 0);
  const whole = (await pieces.next()).done === true;
  if (first.trim() === '' && whole) throw new DataError('The file is empty: it has no rows. Choose another one.');
  const split = (delimiter: Delimiter) => sampleRecords(Parser, first, delimiter, SAMPLE, whole);
  const delimiter = cut.delimiter ?? separator?.delimiter ?? guessDelimiter(split);
  const records = split(delimiter);
  const header = cut.header ?? guessHeader(records);
  const names = columnNames((records[0] ?? []).slice(0, MOST_COLUMNS), header);
  return { delimiter, header, encoding, separator, names, sample: records.slice(header ? 1 : 0) };
}

/** Collects records into columns. */
class TableBuilder {
  private first: CsvRecord | null = null;
  private readonly columns: string[][] = [];
  private rows = 0;
  private cells = 0;
  /** Rows from which on the distance between row and line is another one. */
  private readonly shifts: { row: number; by: number }[] = [];

  constructor(
    private readonly header: boolean,
    private readonly most: number,
  ) {}

  add(records: Iterable<CsvRecord>): void {
    for (const record of records) {
      const isFirst = this.first === null;
      if (isFirst && record.cells.length > MOST_COLUMNS) refuseColumns(record.line);
      this.first ??= record;
      checkWidth(record, this.first);
      this.cells += record.cells.length;
      if (this.cells > this.most) this.refuseSize(record);
      if (isFirst) for (const _ of record.cells) this.columns.push([]);
      if (!isFirst || !this.header) this.addRow(record);
    }
  }

  finish(): Table {
    const { first, rows, shifts } = this;
    if (!first) throw new DataError('The file is empty: it has no rows. Choose another one.');
    if (rows === 0) {
      throw new DataError(
        `The file has no rows: row ${first.line} is all there is, read as names. Where it holds values, untick “First row holds names”.`,
        { row: first.line },
      );
    }
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

  private refuseSize({ cells, line }: CsvRecord): never {
    throw new DataError(
      `Row ${grouped(line)} takes the table past ${grouped(this.most)} cells (${grouped(Math.ceil(this.cells / cells.length))} rows of ${cells.length}), which is the most this page reads: keep fewer rows or columns.`,
      { row: line, column: cells.length - (this.cells - this.most) + 1 },
    );
  }
}

/** Of the first record, or numbered where it holds none. Every column has a name, and no two the same. */
function columnNames(first: readonly string[], header: boolean): string[] {
  const taken = new Set<string>();
  /** Of each name that came back, the number that was tried last. */
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
