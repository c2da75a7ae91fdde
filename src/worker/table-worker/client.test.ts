import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import { DataError } from '../../data/errors';
import { serializeError } from '../serialize-error';
import { TableClient } from './client';
import type { TableReply, TableRequest } from './protocol';

/** A worker that answers when the test says so. */
function fakeWorker() {
  const asked: TableRequest[] = [];
  let ended = false;
  const worker = standIn<Worker>({
    postMessage: (request: TableRequest) => asked.push(request),
    terminate: () => (ended = true),
    onmessage: null,
    onerror: null,
  });
  return {
    worker,
    asked,
    ended: () => ended,
    answer: (reply: TableReply): void => void worker.onmessage?.(standIn<MessageEvent>({ data: reply })),
  };
}

const file = new Blob(['a,y\n']);
const choices = { heldOut: 0.25, seed: 1 };

test('sends the file to the worker first, and rebuilds its errors', async () => {
  const { worker, asked, answer } = fakeWorker();
  const client = new TableClient(file, () => worker);
  const preview = client.preview(choices);
  expect(asked).toMatchObject([
    { name: 'open', file },
    { name: 'preview', choices },
  ]);
  answer({ id: asked[1].id, ok: false, error: serializeError(new DataError('Row 3 is odd.', { row: 3, column: 2 })) });
  await expect(preview).rejects.toThrow(DataError);
  await expect(preview).rejects.toMatchObject({ message: 'Row 3 is odd.', row: 3, column: 2 });
});

test('ends the worker and rejects open and later requests when closed', async () => {
  const { worker, ended } = fakeWorker();
  const client = new TableClient(file, () => worker);
  const preview = client.preview(choices);
  client.close();
  expect(ended()).toBe(true);
  await expect(preview).rejects.toThrow('Reading the file was cancelled.');
  await expect(client.encode(choices)).rejects.toThrow('Reading the file was cancelled.');
});

test('rejects with the reason when the worker fails', async () => {
  const { worker } = fakeWorker();
  const client = new TableClient(file, () => worker);
  const encoded = client.encode(choices);
  worker.onerror?.(standIn<ErrorEvent>({ message: 'out of memory' }));
  await expect(encoded).rejects.toThrow('The file could not be read: out of memory.');
});
