/** A table with what was found out about its columns. */
import { usesDecimalComma } from './cells';
import { describeColumn, type Column } from './column';
import type { Delimiter } from './delimiter';
import type { Table } from './table';

export interface DescribedTable extends Table {
  described: Column[];
  decimalComma: boolean;
}

/** @param comma whether numbers have a decimal comma; guessed where left out */
export function describeTable(table: Table, delimiter: Delimiter, comma?: boolean): DescribedTable {
  // With commas between cells, a quoted 1,234 is more likely to be a thousand.
  const decimalComma = comma ?? (delimiter !== ',' && usesDecimalComma(table.columns));
  const described = table.columns.map((cells, column) => describeColumn(table.names[column], cells, decimalComma));
  return { ...table, described, decimalComma };
}
