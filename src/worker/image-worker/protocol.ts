/** What the page and the worker that reads files of images say to each other: the files, and one answer. Types only. */
import type { NamedFile, OpenedImages } from '../../data/archives/open';
import type { SerializedError } from '../protocol';

export type { OpenedImages };

export type ImageRequest = readonly NamedFile[];
export type ImageReply = { ok: true; images: OpenedImages } | { ok: false; error: SerializedError };
