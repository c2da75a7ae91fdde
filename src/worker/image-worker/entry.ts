/** The worker's side of the protocol: reads one lot of files and answers once. */
import { openFiles } from '../../data/archives/open';
import { serializeError } from '../serialize-error';
import type { ImageReply, ImageRequest, Opened } from './protocol';

/** What travels by transfer. A file that was unpacked is no more than its handle. */
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
