/** One file, read as often as it is corrected. */
import { DataError } from '../errors';
import { resolveChoices, type TableChoices } from './choices';
import { describeTable, type DescribedTable } from './described';
import { encodeTable, type EncodedTable } from './encode';
import { previewOf, summarize, type TablePreview } from './preview';
import { readTable, ReadingStopped, type ParsedTable } from './table';

/** Keeps the file and what was read of it, so that a correction asks for no more than it changes. */
export class TableReader {
  private kept: { cut: string; comma: boolean | undefined; reading: ParsedTable; table: DescribedTable } | null = null;

  constructor(private readonly file: Blob) {}

  /**
   * What the file holds, read with these choices; what is wrong with it stands in the preview.
   *
   * @throws DataError where nothing can be said of the file at all
   */
  async preview(choices: TableChoices): Promise<TablePreview> {
    try {
      const { reading, table } = await this.read(choices);
      const plan = resolveChoices(table.described, table.rows, choices);
      try {
        return previewOf(reading, summarize(table, plan, encodeTable(table, plan)), null);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        return previewOf(reading, summarize(table, plan, null), error);
      }
    } catch (error) {
      if (error instanceof ReadingStopped) return previewOf(error.reading, null, error.cause);
      throw error;
    }
  }

  /** @throws DataError */
  async encode(choices: TableChoices): Promise<EncodedTable> {
    try {
      const { table } = await this.read(choices);
      return encodeTable(table, resolveChoices(table.described, table.rows, choices));
    } catch (error) {
      throw error instanceof ReadingStopped ? error.cause : error;
    }
  }

  private async read({
    delimiter,
    header,
    decimalComma,
  }: TableChoices): Promise<{ reading: ParsedTable; table: DescribedTable }> {
    const cut = JSON.stringify([delimiter, header]);
    const { kept } = this;
    if (kept?.cut === cut && kept.comma === decimalComma) return kept;
    const { reading, table } = kept?.cut === cut ? kept : await readTable(this.file, { delimiter, header });
    this.kept = { cut, comma: decimalComma, reading, table: describeTable(table, reading.delimiter, decimalComma) };
    return this.kept;
  }
}
