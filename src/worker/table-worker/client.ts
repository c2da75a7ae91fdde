/** The page's side of the protocol: one file and the worker that reads it. */
import { OpenRequests } from '../open-requests';
import type { EncodedTable, TableChoices, TablePreview, TableReply, TableRequests } from './protocol';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'table' });
}

export class TableClient {
  private readonly requests: OpenRequests<TableRequests>;

  /** Starts a worker on a file, which is read from disk where it lies and goes nowhere else. */
  constructor(file: Blob, createWorker: () => Worker = startWorker) {
    const worker = createWorker();
    const requests = new OpenRequests<TableRequests>(worker);
    this.requests = requests;
    worker.onmessage = ({ data }: MessageEvent<TableReply>) => requests.settle(data);
    worker.onerror = ({ message }) => requests.end(new Error(`The file could not be read${message ? `: ${message}` : ''}.`));
    worker.onmessageerror = () => requests.end(new Error('The file could not be read: a message could not be read.'));
    // Whoever asks for something is told.
    requests.ask('open', { file }).catch(() => {});
  }

  /** What the file holds, with these choices. @throws DataError where nothing can be said of it */
  async preview(choices: TableChoices): Promise<TablePreview> {
    return (await this.requests.ask('preview', { choices })).preview;
  }

  /** The rows to train on. @throws DataError */
  async encode(choices: TableChoices): Promise<EncodedTable> {
    return (await this.requests.ask('encode', { choices })).table;
  }

  /** Ends the worker, in the middle of a file too; what was asked for rejects. */
  close(): void {
    this.requests.end(new Error('The file was put away.'));
  }
}
