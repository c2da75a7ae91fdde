/** The page's side of the protocol: files of images, read in a worker of their own, so that neither the page nor training waits. */
import { rebuildError } from '../rebuild-error';
import type { ImageReply, OpenedImages } from './protocol';

function startWorker(): Worker {
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'images' });
}

/** What the files hold. They stay on this machine. @throws DataError where they cannot be used */
export async function readImages(files: readonly File[], createWorker: () => Worker = startWorker): Promise<OpenedImages> {
  const worker = createWorker();
  try {
    const reply = await new Promise<ImageReply>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<ImageReply>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(`The files could not be read${message ? `: ${message}` : ''}.`));
      worker.onmessageerror = () => reject(new Error('The files could not be read: a message could not be read.'));
      worker.postMessage(
        files.map((blob) => ({ name: blob.name, blob })),
        [],
      );
    });
    if (!reply.ok) throw rebuildError(reply.error);
    return reply.images;
  } finally {
    worker.terminate();
  }
}
