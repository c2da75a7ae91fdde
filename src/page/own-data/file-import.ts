/** Opens files that a person dropped or chose: identifies them by their contents, reads them, and trains on them. */
import { detectFileFormat } from '../../data/archives/file-format';
import { DataError } from '../../data/errors';
import { readFiles } from '../../worker/image-worker/client';
import type { Opened } from '../../worker/image-worker/protocol';
import { IMPORT_WORDS } from './import-words';
import type { Store } from '../store/store';

/** The dialog that shows a table before training on it. */
interface TableDialog {
  open(file: File): Promise<void>;
  /** Closes a file that is not accepted yet. */
  close(): void;
}

interface Host {
  readonly store: Store;
  tableDialog(): Promise<TableDialog>;
}

/**
 * Imports one table or the files of one image dataset at a time. Opening others cancels the import in progress, its worker and its
 * messages. Rows that the engine already has are still trained on, until the new ones arrive.
 */
export class FileImport {
  private readonly host: Host;
  private current = new AbortController();
  private dialog: TableDialog | null = null;

  constructor(host: Host) {
    this.host = host;
  }

  /** Opens the files. Never rejects: errors are shown in the notice bar, and the current run continues. */
  async open(files: readonly File[]): Promise<void> {
    this.end();
    this.current = new AbortController();
    const { signal } = this.current;
    const { store } = this.host;
    // Clears the error of earlier files.
    store.setNotice(null);
    try {
      const images = (await Promise.all(files.map(isImageFile))).some(Boolean);
      if (signal.aborted) return;
      if (images) await this.openImages(files, signal);
      else if (files.length > 1) store.setNotice(IMPORT_WORDS.oneTable, true);
      else await this.openTable(files[0], signal);
    } catch (error) {
      // The error stays until the next files are opened, even if the experiment changes.
      if (!signal.aborted) store.report(error, { lasting: true });
    } finally {
      if (!signal.aborted) store.setActivity(null);
    }
  }

  /** Cancels the import in progress, if there is one. */
  end(): void {
    if (this.current.signal.aborted) return;
    this.current.abort();
    this.host.store.setActivity(null);
  }

  private async openTable(file: File, signal: AbortSignal): Promise<void> {
    this.dialog = await this.host.tableDialog();
    if (!signal.aborted) await this.dialog.open(file);
  }

  private async openImages(files: readonly File[], signal: AbortSignal): Promise<void> {
    const { store } = this.host;
    this.dialog?.close();
    store.setActivity(IMPORT_WORDS.readingFiles(names(files)));
    const opened = await readFiles(files, store.experiment.dataset.seed, signal);
    if (opened.kind === 'table') {
      store.setActivity(null);
      await this.openTable(opened.file, signal);
    } else {
      await this.train(opened, files, signal);
    }
  }

  private async train(images: Exclude<Opened, { kind: 'table' }>, files: readonly File[], signal: AbortSignal): Promise<void> {
    const { store } = this.host;
    if (images.kind === 'custom') {
      await store.setData(images.data, names(files));
      return;
    }
    const { client } = store;
    if (!client) throw new Error(IMPORT_WORDS.noEngine);
    await client.provide(images.name, images.whole);
    if (!signal.aborted) await store.stepper.yieldTo(client.configure({ dataset: { name: images.name } }));
  }
}

const names = (files: readonly File[]): string => files.map(({ name }) => name).join(', ');

/** Whether a file is compressed or has one of the image datasets' formats. Other files can be tables. */
async function isImageFile(file: File): Promise<boolean> {
  try {
    return (await detectFileFormat(file)) !== null;
  } catch (cause) {
    throw new DataError(IMPORT_WORDS.unreadable(file.name), {
      cause,
    });
  }
}
