/** Files of images that a person dropped or chose: what they are is told by their contents, not by their names. */
import { DataError } from '../errors';
import { isTar, readCifar10 } from './cifar10';
import { isIdx, readIdx } from './idx';
import { joinIdx, type OpenedImages } from './idx-set';
import { unpack, type NamedFile } from './unpack';

export type { NamedFile, OpenedImages };

/** @throws DataError where they are damaged, incomplete or something else */
export async function openImages(files: readonly NamedFile[]): Promise<OpenedImages> {
  const unpacked = await Promise.all(files.map(unpack));
  const archive = unpacked.find(isTar);
  if (archive) {
    if (unpacked.length > 1) throw new DataError(`Open ${archive.name} by itself: it holds all of CIFAR-10.`);
    return { kind: 'set', name: 'cifar10', whole: readCifar10(archive) };
  }
  const foreign = unpacked.find((file) => !isIdx(file));
  if (foreign) {
    throw new DataError(
      `${foreign.name} is no file that the page can read: it takes CSV tables, idx files of images and labels, and cifar-10-binary.tar.gz.`,
    );
  }
  return joinIdx(unpacked.map(readIdx));
}
