/** What the page and the worker that reads files of images say to each other: the files, and one answer. Types only. */
import type { NamedFile, Opened } from '../../data/archives/open';
import type { SerializedError } from '../protocol';

export type { Opened };

export interface ImageRequest {
  files: readonly NamedFile[];
  /** Draws which images are held out where files do not say; 0 takes the last ones. */
  seed: number;
}
export type ImageReply = { ok: true; opened: Opened } | { ok: false; error: SerializedError };
