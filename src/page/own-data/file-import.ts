/** Files that a person dropped or chose: told apart by their contents, read, and put in force. */
import { detectFileFormat } from '../../data/archives/file-format';
import { DataError } from '../../data/errors';
import { readFiles } from '../../worker/image-worker/client';
import type { Opened } from '../../worker/image-worker/protocol';
import type { Store } from '../store/store';

/** Where a table is looked at before it is trained on. */
interface TableDialog {
  open(file: File): Promise<void>;
  /** Puts away what is not accepted yet. */
  close(): void;
}

interface Host {
  readonly store: Store;
  tableDialog(): Promise<TableDialog>;
}

/**
 * One lot of files at a time: one table, or the files of one set of images. Whatever is opened later ends the one before, its worker
 * and what is said of it; where its rows are with the engine already, they come into force first.
 */
export class FileImport {
  private readonly host: Host;
  private underWay = new AbortController();
  private dialog: TableDialog | null = null;

  constructor(host: Host) {
    this.host = host;
  }

  /** Never rejects: where the files cannot be used, that is said in the bar, and the run goes on as it was. */
  async open(files: readonly File[]): Promise<void> {
    this.end();
    this.underWay = new AbortController();
    const { signal } = this.underWay;
    const { store } = this.host;
    // What was wrong with the files before these.
    store.setNotice(null);
    try {
      const images = (await Promise.all(files.map(isImageFile))).some(Boolean);
      if (signal.aborted) return;
      if (images) await this.openImages(files, signal);
      else if (files.length > 1) store.setNotice('Open one table at a time.', true);
      else await this.openTable(files[0], signal);
    } catch (error) {
      // No change of the experiment outlives it: the next files do.
      if (!signal.aborted) store.report(error, { lasting: true });
    } finally {
      if (!signal.aborted) store.setActivity(null);
    }
  }

  /** Ends what is under way. */
  end(): void {
    if (this.underWay.signal.aborted) return;
    this.underWay.abort();
    this.host.store.setActivity(null);
  }

  private async openTable(file: File, signal: AbortSignal): Promise<void> {
    this.dialog = await this.host.tableDialog();
    if (!signal.aborted) await this.dialog.open(file);
  }

  private async openImages(files: readonly File[], signal: AbortSignal): Promise<void> {
    const { store } = this.host;
    this.dialog?.close();
    store.setActivity(`Reading ${names(files)} …`);
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
    if (!client) throw new Error('There is no engine to train on these files yet.');
    await client.provide(images.name, images.whole);
    if (!signal.aborted) await store.stepper.yieldTo(client.configure({ dataset: { name: images.name } }));
  }
}

const names = (files: readonly File[]): string => files.map(({ name }) => name).join(', ');

/** Whether a file is packed, or in one of the formats that sets of images come in. Any other may be a table. */
async function isImageFile(file: File): Promise<boolean> {
  try {
    return (await detectFileFormat(file)) !== null;
  } catch (cause) {
    throw new DataError(`${file.name} cannot be read: choose files, no folders, and open them again where they have changed.`, {
      cause,
    });
  }
}
