/** The worker's side of the protocol: reads the files of one request and answers once. */
import { openFiles } from '../../data/archives/open';
import { serializeError } from '../serialize-error';
import type { ImageReply, ImageRequest, Opened } from './protocol';

/** The buffers to transfer. A table has none: it is a file handle. */
function buffersOf(opened: Opened): Transferable[] {
  if (opened.kind === 'table') return [];
  const { inputs, labels } = opened.kind === 'set' ? opened.whole : opened.data;
  return [inputs.buffer, labels.buffer];
}

async function answer({ files, seed }: ImageRequest): Promise<void> {
  try {
    const opened = await openFiles(files, seed);
    postMessage({ ok: true, opened } satisfies ImageReply, { transfer: buffersOf(opened) });
  } catch (error) {
    postMessage({ ok: false, error: serializeError(error) } satisfies ImageReply);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ImageRequest>) => void answer(data));
