import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IMPORT_WORDS } from './import-words';
import { page } from 'vitest/browser';
import { turns } from '../../../tests/setup/event-loop';
import { deep, openFilePage, type FilePage } from '../../../tests/fixtures/file-page';
import type { Opened } from '../../worker/image-worker/protocol';
import { DataError } from '../../data/errors';
import { DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import { BudgetError } from '../../engine/gpu/errors';
import { serializeError } from '../../worker/serialize-error';
import { Deferred } from '../store/deferred';

/** A worker for images that answers when the test says so. */
class HeldWorker {
  static started: HeldWorker[] = [];
  onmessage: ((message: { data: object }) => void) | null = null;
  asked: object | null = null;
  ended = false;

  constructor() {
    HeldWorker.started.push(this);
  }

  postMessage(request: object): void {
    this.asked = request;
  }

  terminate(): void {
    this.ended = true;
  }

  give(opened: Opened): void {
    this.onmessage?.({ data: { ok: true, opened } });
  }

  refuse(error: Error): void {
    this.onmessage?.({ data: { ok: false, error: serializeError(error) } });
  }
}

let playground: FilePage['playground'];
let client: FilePage['client'];
let fileButton: FilePage['fileButton'];
let pick: FilePage['pick'];

beforeEach(async () => {
  ({ playground, client, fileButton, pick } = await openFilePage());
});

afterEach(() => {
  playground.remove();
  vi.unstubAllGlobals();
  HeldWorker.started = [];
});

/** From now on files of images are read when the test says so; tables are read as ever. */
function holdImages(): void {
  const { Worker } = globalThis;
  vi.stubGlobal('Worker', function start(address: URL, options: WorkerOptions) {
    return options.name === 'images' ? new HeldWorker() : new Worker(address, options);
  });
}

async function reader(count: number): Promise<HeldWorker> {
  await expect.poll(() => HeldWorker.started.length).toBe(count);
  const started = HeldWorker.started[count - 1];
  await expect.poll(() => started.asked).not.toBeNull();
  return started;
}

const gzipHead = (name: string) => new File([Uint8Array.of(0x1f, 0x8b, 8, 0)], name);
const table = (name = 'colours.csv') => new File(['colour,size,class\nred,1.5,b\nblue,2.5,a\nred,3.5,b\ngreen,4.5,a\n'], name);
const wholeSet = (name: 'mnist' | 'cifar10'): Opened => ({
  kind: 'set',
  name,
  whole: { inputs: new Uint8Array(4), labels: new Uint32Array(1) },
});
const ownImages = (): Opened => ({
  kind: 'custom',
  data: { inputs: new Float32Array(8), labels: Uint32Array.of(0, 1), features: 4, classes: 2, heldOut: 0.25 },
});
const activity = page.getByText(/^Reading .* …$/);
const alert = page.getByRole('alert').first();
const packed = async (blob: Blob): Promise<Blob> =>
  new Response(blob.stream().pipeThrough(new CompressionStream('gzip'))).blob();

describe('a set of images', () => {
  beforeEach(holdImages);

  test('is given to the engine and then becomes the current data', async () => {
    pick(gzipHead('train.gz'), gzipHead('labels.gz'));
    await expect.element(activity).toHaveTextContent(IMPORT_WORDS.readingFiles('train.gz, labels.gz'));
    const held = await reader(1);
    expect(held.asked).toMatchObject({
      files: [{ name: 'train.gz' }, { name: 'labels.gz' }],
      seed: DEFAULT_EXPERIMENT.dataset.seed,
    });
    const configure = vi.spyOn(client, 'configure').mockImplementationOnce(async (change) => {
      expect(client.provided).toEqual(['mnist']);
      configure.mockRestore();
      await client.configure(change);
    });
    held.give(wholeSet('mnist'));
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
    await expect.element(activity).not.toBeInTheDocument();
    expect(held.ended).toBe(true);
  });

  test('that the engine or the reader refuses is reported, and the run stays', async () => {
    pick(gzipHead('a.gz'));
    client.refusal = new BudgetError('these images', 9e9, 1e9);
    (await reader(1)).give(wholeSet('cifar10'));
    await expect.element(alert).toHaveTextContent(/these images/);
    await expect.element(activity).not.toBeInTheDocument();

    pick(gzipHead('b.gz'));
    (await reader(2)).refuse(new DataError('b.gz is damaged.'));
    await expect.element(alert).toHaveTextContent('b.gz is damaged.');
    await expect.element(activity).not.toBeInTheDocument();
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
  });

  test('own images are transferred with their arrays', async () => {
    pick(gzipHead('a.gz'));
    const opened = ownImages();
    (await reader(1)).give(opened);
    await expect.poll(() => client.given).toHaveLength(1);
    expect(client.given[0].inputs).toHaveLength(8);
    expect(opened.kind === 'custom' && opened.data.inputs.byteLength).toBe(0);
    expect(playground.experiment.dataset).toMatchObject({ name: 'custom', heldOut: 0.25 });
  });
});

describe('a later selection of files replaces an earlier one', () => {
  beforeEach(holdImages);

  test('images after images: the first reader ends, and the page names the files until they are read', async () => {
    pick(gzipHead('slow.gz'));
    const slow = await reader(1);
    pick(gzipHead('fast.gz'));
    const fast = await reader(2);
    expect([slow.ended, fast.ended]).toEqual([true, false]);
    await expect.element(activity).toHaveTextContent(IMPORT_WORDS.readingFiles('fast.gz'));
    slow.give(wholeSet('cifar10'));
    await expect.element(activity).toHaveTextContent(IMPORT_WORDS.readingFiles('fast.gz'));
    fast.give(wholeSet('mnist'));
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
    await expect.element(activity).not.toBeInTheDocument();
    expect(client.provided).toEqual(['mnist']);
    await expect.element(alert).toHaveTextContent('');
  });

  test('images that the engine already has when others arrive do not become the current data', async () => {
    const provided = new Deferred();
    vi.spyOn(client, 'provide').mockReturnValueOnce(provided.promise);
    pick(gzipHead('slow.gz'));
    (await reader(1)).give(wholeSet('cifar10'));
    await expect.poll(() => client.provide).toHaveBeenCalled();
    pick(gzipHead('fast.gz'));
    const fast = await reader(2);
    provided.resolve();
    await turns();
    await expect.element(activity).toHaveTextContent(IMPORT_WORDS.readingFiles('fast.gz'));
    fast.give(wholeSet('mnist'));
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
    expect(client.configured.map(({ dataset }) => dataset.name)).toEqual(['mnist']);
  });

  test('a table after images', async () => {
    pick(gzipHead('slow.gz'));
    const slow = await reader(1);
    pick(table());
    await expect.element(page.getByText('colours.csv · 4 rows × 3 columns')).toBeVisible();
    expect(slow.ended).toBe(true);
    await expect.element(activity).not.toBeInTheDocument();
    slow.give(wholeSet('cifar10'));
    await page.getByRole('button', { name: IMPORT_WORDS.train }).click();
    await expect.poll(() => playground.experiment.dataset.name).toBe('custom');
    expect(client.provided).toEqual([]);
  });

  test('images after a table, whose dialog closes', async () => {
    pick(table());
    await expect.element(page.getByRole('dialog')).toBeVisible();
    pick(gzipHead('images.gz'));
    const held = await reader(1);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    held.give(wholeSet('mnist'));
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
  });

  test('leaving the page ends the reader', async () => {
    pick(gzipHead('slow.gz'));
    const slow = await reader(1);
    playground.remove();
    await expect.poll(() => slow.ended).toBe(true);
  });
});

test('a file that arrives while a table is imported is not opened, and the page says so', async () => {
  const taken = new Deferred();
  vi.spyOn(client, 'giveData').mockReturnValueOnce(taken.promise);
  pick(table());
  await page.getByRole('button', { name: IMPORT_WORDS.train }).click();
  await expect.element(page.getByText(IMPORT_WORDS.importing)).toBeVisible();
  pick(table('other.csv'));
  const notice = [...deep(document.body)].find(({ localName }) => localName === 'snn-notice')?.shadowRoot;
  await expect.poll(() => notice?.textContent).toContain(IMPORT_WORDS.busy('other.csv'));
  taken.resolve();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('a table in a gzip file is read like any other', async () => {
  pick(new File([await packed(table())], 'colours.csv.gz'));
  await expect.element(page.getByText('colours.csv · 4 rows × 3 columns')).toBeVisible();
  await expect.element(activity).not.toBeInTheDocument();
});

test('several tables, and a file that cannot be read', async () => {
  pick(table('a.csv'), table('b.csv'));
  await expect.element(alert).toHaveTextContent(IMPORT_WORDS.oneTable);
  const folder = new File([], 'folder');
  vi.spyOn(folder, 'slice').mockImplementation(() => {
    throw new DOMException('A requested file or directory could not be found.', 'NotFoundError');
  });
  pick(folder);
  await expect.element(alert).toHaveTextContent(IMPORT_WORDS.unreadable('folder'));
});

test('files of any name can be chosen, because their contents identify them', () => {
  expect(fileButton.shadowRoot?.querySelector('input')?.accept).toBe('');
});
