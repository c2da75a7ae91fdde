/** The page's side of the protocol: files of images, read in a worker of their own, so that neither the page nor training waits. */
import { rebuildError } from '../rebuild-error';
import type { ImageReply, ImageRequest, Opened } from './protocol';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'images' });
}

/**
 * What the files hold. They stay on this machine.
 *
 * @param seed draws which images are held out where files do not say; 0 takes the last ones
 * @param signal ends the worker, in the middle of a file too; what was asked for then rejects
 * @throws DataError where they cannot be used
 */
export async function readFiles(files: readonly File[], seed: number, signal: AbortSignal): Promise<Opened> {
  signal.throwIfAborted();
  const worker = startWorker();
  try {
    const reply = await new Promise<ImageReply>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('The files were put away.')), { once: true });
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
