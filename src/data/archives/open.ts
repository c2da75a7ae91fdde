/** Opens the files of images and the gzip files that a person chose, and identifies them by their contents. */
import { DataError } from '../errors';
import { readCifar10 } from './cifar10';
import { readIdx } from './idx';
import { joinIdxFiles, type OpenedImages } from './idx-set';
import { detectFormat } from './file-format';
import { ARCHIVE_ERRORS } from './messages';
import { unpackAll, type NamedBytes, type NamedFile } from './unpack';

export type { NamedFile };

export type Opened =
  | OpenedImages
  /** The contents of a gzip file that has neither images nor an archive, named without .gz; probably a table. */
  | { kind: 'table'; file: File };

/**
 * Returns the images or the table in the files.
 *
 * @param seed draws the test rows if the files have no test part; 0 takes the last rows
 * @throws DataError if a file is damaged, incomplete, too large or of another kind
 */
export async function openFiles(files: readonly NamedFile[], seed: number): Promise<Opened> {
  try {
    return await open(await unpackAll(files), seed);
  } catch (cause) {
    // Browsers throw a RangeError if they cannot allocate an array.
    if (!(cause instanceof RangeError)) throw cause;
    throw new DataError(ARCHIVE_ERRORS.noMemory, { cause });
  }
}

async function open(files: readonly NamedBytes[], seed: number): Promise<Opened> {
  const archive = files.find(({ bytes }) => detectFormat(bytes) === 'tar');
  if (archive) {
    if (files.length > 1) throw new DataError(ARCHIVE_ERRORS.cifarAlone(archive.name));
    return { kind: 'set', name: 'cifar10', whole: readCifar10(archive) };
  }
  const foreign = files.find(({ bytes }) => detectFormat(bytes) !== 'idx');
  if (!foreign) return joinIdxFiles(files.map(readIdx), seed);
  if (files.length === 1 && foreign.packed && detectFormat(foreign.bytes) === null) {
    return { kind: 'table', file: new File([foreign.bytes], foreign.name.replace(/\.gz$/i, '')) };
  }
  throw new DataError(ARCHIVE_ERRORS.unknownFile(foreign.name));
}
