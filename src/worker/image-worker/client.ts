/** The page's side of the protocol: reads files of images in a separate worker, so that neither the page nor training waits. */
import { rebuildError } from '../rebuild-error';
import type { ImageReply, ImageRequest, Opened } from './protocol';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'images' });
}

/**
 * Reads the files, which stay on this machine.
 *
 * @param seed draws the held-out images if the files have no test part; with 0 they are the last ones
 * @param signal ends the worker at once; the call then rejects
 * @throws DataError if the files cannot be used
 */
export async function readFiles(files: readonly File[], seed: number, signal: AbortSignal): Promise<Opened> {
  signal.throwIfAborted();
  const worker = startWorker();
  try {
    const reply = await new Promise<ImageReply>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('Reading the files was cancelled.')), { once: true });
      worker.onmessage = ({ data }: MessageEvent<ImageReply>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(`The files could not be read${message ? `: ${message}` : ''}.`));
      worker.onmessageerror = () => reject(new Error('The files could not be read: a message could not be read.'));
      const request: ImageRequest = { files: files.map((blob) => ({ name: blob.name, blob })), seed };
      worker.postMessage(request, []);
    });
    if (!reply.ok) throw rebuildError(reply.error);
    return reply.opened;
  } finally {
    worker.terminate();
  }
}
