/**
 * The messages between the page and the worker that reads tables: types only. One worker reads one file; every request carries an
 * id and is answered once, in order, by a `TableReply` with the same id. Encoded rows are transferred.
 */
import type { TableChoices } from '../../data/csv/choices';
import type { EncodedTable } from '../../data/csv/encode';
import type { TablePreview } from '../../data/csv/preview';
import type { SerializedError } from '../protocol';

export type { EncodedTable, TableChoices, TablePreview };

/** The arguments and the answer of each request. */
export interface TableRequests {
  /** The first request: the file, which the worker keeps. */
  open: { take: { file: Blob }; give: object };
  preview: { take: { choices: TableChoices }; give: { preview: TablePreview } };
  encode: { take: { choices: TableChoices }; give: { table: EncodedTable } };
}
export type TableRequestName = keyof TableRequests;

export type TableRequest = { [N in TableRequestName]: { id: number; name: N } & TableRequests[N]['take'] }[TableRequestName];

export type TableReply =
  | { id: number; ok: true; value: TableRequests[TableRequestName]['give'] }
  | { id: number; ok: false; error: SerializedError };
