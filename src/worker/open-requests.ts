/** The requests that a worker has not answered yet: one promise each, by the request's id. */
import type { SerializedError } from './protocol';
import { rebuildError } from './rebuild-error';

/** The arguments and the answer of each request, by name. */
type RequestTable<Name extends PropertyKey> = Record<Name, { take: object; give: object }>;

type ReplyTo<Give> = { id: number; ok: true; value: Give } | { id: number; ok: false; error: SerializedError };

interface Waiting<Give> {
  resolve: (value: Give) => void;
  reject: (error: Error) => void;
}

export class OpenRequests<Table extends RequestTable<keyof Table>> {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting<Table[keyof Table]['give']>>();
  private nextId = 1;
  private ended: Error | null = null;

  constructor(worker: Worker) {
    this.worker = worker;
  }

  /** Resolves to the answer. Rejects with the worker's error, in its own class, or with the error that `end` was called with. */
  ask<N extends keyof Table>(name: N, take: Table[N]['take'], transfer: Transferable[] = []): Promise<Table[N]['give']> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise<Table[N]['give']>((resolve, reject) => {
      // Sent first, because this throws if a value cannot be sent.
      this.worker.postMessage({ id, name, ...take }, transfer);
      this.waiting.set(id, { resolve, reject });
    });
  }

  settle(reply: ReplyTo<Table[keyof Table]['give']>): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(rebuildError(reply.error));
  }

  /** Ends the worker. Open and later requests reject with `error`; a second call changes nothing. */
  end(error: Error): void {
    this.ended ??= error;
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
