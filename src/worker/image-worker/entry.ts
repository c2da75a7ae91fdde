/** The worker's side of the protocol: reads one lot of files and answers once. */
import { openImages } from '../../data/archives/open';
import { serializeError } from '../serialize-error';
import type { ImageReply, ImageRequest } from './protocol';

self.addEventListener('message', ({ data }: MessageEvent<ImageRequest>) => {
  openImages(data).then(
    (images) => {
      const { inputs, labels } = images.kind === 'set' ? images.whole : images.data;
      postMessage({ ok: true, images } satisfies ImageReply, { transfer: [inputs.buffer, labels.buffer] });
    },
    (error: unknown) => postMessage({ ok: false, error: serializeError(error) } satisfies ImageReply),
  );
});
