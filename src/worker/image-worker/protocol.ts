/** The messages between the page and the worker that reads files of images: the files, and one answer. Types only. */
import type { NamedFile, Opened } from '../../data/archives/open';
import type { SerializedError } from '../protocol';

export type { Opened };

export interface ImageRequest {
  files: readonly NamedFile[];
  /** Draws the held-out images if the files have no test part; with 0 they are the last ones. */
  seed: number;
}
export type ImageReply = { ok: true; opened: Opened } | { ok: false; error: SerializedError };
