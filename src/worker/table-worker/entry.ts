/**
 * The worker's side of the protocol: passes each request to a TableReader, so that neither the page nor training waits for a
 * file.
 */
import { TableReader } from '../../data/csv/reader';
import { serializeError } from '../serialize-error';
import type { TableReply, TableRequest, TableRequestName, TableRequests } from './protocol';

type Handlers = { [N in TableRequestName]: (take: TableRequests[N]['take']) => Promise<TableRequests[N]['give']> };

let opened: TableReader | undefined;
/** Resolves when all requests are done. Never rejects. */
let last: Promise<void> = Promise.resolve();

function reader(): TableReader {
  if (!opened) throw new Error("The first request must be 'open'.");
  return opened;
}

const handlers: Handlers = {
  open: async ({ file }) => ((opened = new TableReader(file)), {}),
  preview: async ({ choices }) => ({ preview: await reader().preview(choices) }),
  encode: async ({ choices }) => ({ table: await reader().encode(choices) }),
};

async function answer<N extends TableRequestName>(id: number, name: N, take: TableRequests[N]['take']): Promise<void> {
  try {
    const value = await handlers[name](take);
    const transfer = 'table' in value ? [value.table.inputs.buffer, value.table.labels.buffer] : [];
    postMessage({ id, ok: true, value } satisfies TableReply, { transfer });
  } catch (error) {
    postMessage({ id, ok: false, error: serializeError(error) } satisfies TableReply);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<TableRequest>) => {
  const { id, name, ...take } = data;
  last = last.then(() => answer(id, name, take));
});
