/** A table with the descriptions of its columns. */
import { usesDecimalComma } from './cells';
import { describeColumn, type Column } from './column';
import type { Delimiter } from './delimiter';
import type { Table } from './table';

export interface DescribedTable extends Table {
  described: Column[];
  decimalComma: boolean;
}

/** Returns the table with descriptions. @param comma whether numbers have a decimal comma; detected by default */
export function describeTable(table: Table, delimiter: Delimiter, comma?: boolean): DescribedTable {
  // If commas separate cells, a quoted 1,234 is more likely a number above a thousand.
  const decimalComma = comma ?? (delimiter !== ',' && usesDecimalComma(table.columns));
  const described = table.columns.map((cells, column) => describeColumn(table.names[column], cells, decimalComma));
  return { ...table, described, decimalComma };
}
