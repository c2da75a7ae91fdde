/** Files of images that a person opened: told from tables, read, and put in force. */
import { readImages } from '../worker/image-worker/client';
import type { Store } from './store';

/** As much as tells: gzip and idx by their first bytes, a tar file by its first header. */
const HEAD_BYTES = 262;
const TAR_AT = 257;

/** Whether a file is packed, or in one of the formats that sets of images come in. Any other may be a table. */
export async function isImageFile(file: File): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const idx = head[0] === 0 && head[1] === 0 && head[2] === 8;
  return gzip || idx || String.fromCharCode(...head.subarray(TAR_AT)) === 'ustar';
}

/** Trains on what the files hold. Rejects with a typed error where they cannot be used; the run then goes on as it was. */
export async function importImages(store: Store, files: readonly File[]): Promise<void> {
  const { client } = store;
  if (!client) throw new Error('There is no engine to train on these files yet.');
  store.setActivity(`Reading ${files.map(({ name }) => name).join(', ')} …`);
  try {
    const images = await readImages(files);
    if (images.kind === 'custom') {
      await store.setData(images.data);
      return;
    }
    await client.provide(images.name, images.whole);
    store.stepper.cancel();
    await client.configure({ dataset: { name: images.name } });
  } finally {
    store.setActivity(null);
  }
}
