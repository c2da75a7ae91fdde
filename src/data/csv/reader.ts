/** Reads one file again each time its choices change. */
import { DataError } from '../errors';
import { resolveChoices, type TableChoices } from './choices';
import { describeTable, type DescribedTable } from './describe-table';
import { encodeTable, type EncodedTable } from './encode';
import { createPreview, summarize, type TablePreview } from './preview';
import { readTable, ReadingError, type ParsedTable } from './table';

/** Caches the file's table, so that a changed choice repeats only the work that depends on it. */
export class TableReader {
  private cache: { format: string; comma: boolean | undefined; reading: ParsedTable; table: DescribedTable } | null = null;

  constructor(private readonly file: Blob) {}

  /**
   * Returns a preview of the file, read with these choices. The preview contains any error in the table.
   *
   * @throws DataError if the file is empty or unreadable, so that there is no preview
   */
  async preview(choices: TableChoices): Promise<TablePreview> {
    try {
      const { reading, table } = await this.read(choices);
      const resolved = resolveChoices(table.described, table.rows, choices);
      try {
        return createPreview(reading, summarize(table, resolved, encodeTable(table, resolved)), null);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        return createPreview(reading, summarize(table, resolved, null), error);
      }
    } catch (error) {
      if (error instanceof ReadingError) return createPreview(error.reading, null, error.cause);
      throw error;
    }
  }

  /** Returns the rows to train on. @throws DataError if the table cannot be read or trained on */
  async encode(choices: TableChoices): Promise<EncodedTable> {
    try {
      const { table } = await this.read(choices);
      return encodeTable(table, resolveChoices(table.described, table.rows, choices));
    } catch (error) {
      throw error instanceof ReadingError ? error.cause : error;
    }
  }

  private async read({
    delimiter,
    header,
    decimalComma,
  }: TableChoices): Promise<{ reading: ParsedTable; table: DescribedTable }> {
    const format = JSON.stringify([delimiter, header]);
    const { cache } = this;
    if (cache?.format === format && cache.comma === decimalComma) return cache;
    const { reading, table } = cache?.format === format ? cache : await readTable(this.file, { delimiter, header });
    this.cache = { format, comma: decimalComma, reading, table: describeTable(table, reading.delimiter, decimalComma) };
    return this.cache;
  }
}
