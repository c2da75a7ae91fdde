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

self.addEventListener('message', ({ data: { files, seed } }: MessageEvent<ImageRequest>) => {
  openFiles(files, seed).then(
    (opened) => postMessage({ ok: true, opened } satisfies ImageReply, { transfer: buffersOf(opened) }),
    (error: unknown) => postMessage({ ok: false, error: serializeError(error) } satisfies ImageReply),
  );
});
