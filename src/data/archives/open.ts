/** Files of images, and packed ones, that a person dropped or chose: what they are is told by their contents. */
import { DataError } from '../errors';
import { readCifar10 } from './cifar10';
import { readIdx } from './idx';
import { joinIdxFiles, type OpenedImages } from './idx-set';
import { detectFormat } from './file-format';
import { unpackAll, type NamedBytes, type NamedFile } from './unpack';

export type { NamedFile };

export type Opened =
  | OpenedImages
  /** What a gzip file held that is neither images nor an archive, under its name without .gz: a table, perhaps. */
  | { kind: 'table'; file: File };

/**
 * @param seed draws which images are held out where files do not say; 0 takes the last ones
 * @throws DataError where they are damaged, incomplete, too large or something else
 */
export async function openFiles(files: readonly NamedFile[], seed: number): Promise<Opened> {
  try {
    return await open(await unpackAll(files), seed);
  } catch (cause) {
    // What a browser says where it finds no stretch of memory so long.
    if (!(cause instanceof RangeError)) throw cause;
    throw new DataError('There is not enough memory for these files: close other pages, or open a part of them.', { cause });
  }
}

async function open(files: readonly NamedBytes[], seed: number): Promise<Opened> {
  const archive = files.find(({ bytes }) => detectFormat(bytes) === 'tar');
  if (archive) {
    if (files.length > 1) throw new DataError(`Open ${archive.name} by itself: it holds all of CIFAR-10.`);
    return { kind: 'set', name: 'cifar10', whole: readCifar10(archive) };
  }
  const foreign = files.find(({ bytes }) => detectFormat(bytes) !== 'idx');
  if (!foreign) return joinIdxFiles(files.map(readIdx), seed);
  if (files.length === 1 && foreign.packed && detectFormat(foreign.bytes) === null) {
    return { kind: 'table', file: new File([foreign.bytes], foreign.name.replace(/\.gz$/i, '')) };
  }
  throw new DataError(
    `${foreign.name} is no file that the page can open with these: it takes one CSV table, idx files of images and labels, or cifar-10-binary.tar.gz.`,
  );
}
