/** The page's side of the protocol: one file and the worker that reads it. */
import { rebuildError } from '../rebuild-error';
import type { EncodedTable, TableChoices, TablePreview, TableReply, TableRequestName, TableRequests } from './protocol';

interface Waiting {
  /** The protocol answers a request with what its name gives. */
  resolve: (value: TableRequests[TableRequestName]['give']) => void;
  reject: (error: Error) => void;
}

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'table' });
}

export class TableClient {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private dead: Error | null = null;

  /** Starts a worker on a file, which is read from disk where it lies and goes nowhere else. */
  constructor(file: Blob, createWorker: () => Worker = startWorker) {
    this.worker = createWorker();
    this.worker.onmessage = ({ data }: MessageEvent<TableReply>) => this.settle(data);
    this.worker.onerror = ({ message }) => this.end(new Error(`The file could not be read${message ? `: ${message}` : ''}.`));
    this.worker.onmessageerror = () => this.end(new Error('The file could not be read: a message could not be read.'));
    // Whoever asks for something is told.
    this.request('open', { file }).catch(() => {});
  }

  /** What the file holds, with these choices. @throws DataError where nothing can be said of it */
  async preview(choices: TableChoices): Promise<TablePreview> {
    return (await this.request('preview', { choices })).preview;
  }

  /** The rows to train on. @throws DataError */
  async encode(choices: TableChoices): Promise<EncodedTable> {
    return (await this.request('encode', { choices })).table;
  }

  /** Ends the worker, in the middle of a file too; what was asked for rejects. */
  close(): void {
    this.end(new Error('The file was put away.'));
  }

  private request<N extends TableRequestName>(name: N, take: TableRequests[N]['take']): Promise<TableRequests[N]['give']> {
    if (this.dead) return Promise.reject(this.dead);
    const id = this.nextId++;
    return new Promise<TableRequests[N]['give']>((resolve, reject) => {
      // First, for it throws where something cannot be sent.
      this.worker.postMessage({ id, name, ...take }, []);
      this.waiting.set(id, { resolve, reject });
    });
  }

  private settle(reply: TableReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(rebuildError(reply.error));
  }

  private end(error: Error): void {
    this.dead ??= error;
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
