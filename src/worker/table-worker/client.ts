/** The page's side of the protocol: one table and the worker that reads it. */
import { OpenRequests } from '../open-requests';
import type { EncodedTable, TableChoices, TablePreview, TableReply, TableRequests } from './protocol';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'table' });
}

export class TableClient {
  private readonly requests: OpenRequests<TableRequests>;

  /** Starts a worker that reads a file, which never leaves this machine. */
  constructor(file: Blob, createWorker: () => Worker = startWorker) {
    const worker = createWorker();
    const requests = new OpenRequests<TableRequests>(worker);
    this.requests = requests;
    worker.onmessage = ({ data }: MessageEvent<TableReply>) => requests.settle(data);
    worker.onerror = ({ message }) => requests.end(new Error(`The file could not be read${message ? `: ${message}` : ''}.`));
    worker.onmessageerror = () => requests.end(new Error('The file could not be read: a message could not be read.'));
    // A later request rejects with the same error.
    requests.ask('open', { file }).catch(() => {});
  }

  /** The contents of the file, with these choices. @throws DataError for a file that is not a table */
  async preview(choices: TableChoices): Promise<TablePreview> {
    return (await this.requests.ask('preview', { choices })).preview;
  }

  /** The rows to train on. @throws DataError for rows that cannot be used */
  async encode(choices: TableChoices): Promise<EncodedTable> {
    return (await this.requests.ask('encode', { choices })).table;
  }

  /** Ends the worker at once; open requests reject. */
  close(): void {
    this.requests.end(new Error('Reading the file was cancelled.'));
  }
}
