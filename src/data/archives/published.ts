/** Identifies the published files of MNIST and Fashion-MNIST by their SHA-256 sums; the names do not matter. */
import { DataError } from '../errors';
import { FASHION_MNIST } from '../datasets/fashion-mnist';
import { MNIST } from '../datasets/mnist';
import { datasetChoice, type DatasetName } from '../catalogue';
import { pixelsOf, type ImageSet, type WholeSet } from '../image-sets';
import type { IdxArray } from './idx';
import { ARCHIVE_ERRORS } from './messages';

interface PublishedSet {
  name: DatasetName;
  set: ImageSet;
  /** SHA-256 of the unpacked files, in the order of `FILES`. */
  sums: readonly string[];
}

/** A file of a set. */
export interface PublishedFile {
  set: PublishedSet;
  /** Index into `FILES`. */
  place: number;
}

const FILES = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'];
const FIRST_OF_TEST_PART = 2;

/** The sums of the official files. The md5 sums of the same MNIST files are published; Fashion-MNIST's are from its repository. */
const SETS: readonly PublishedSet[] = [
  {
    name: 'mnist',
    set: MNIST,
    sums: [
      'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    ],
  },
  {
    name: 'fashion-mnist',
    set: FASHION_MNIST,
    sums: [
      'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    ],
  },
];

/** Returns which of the published files this is; null if it is none of them. */
export async function identifyPublished({ values, bytes }: IdxArray): Promise<PublishedFile | null> {
  if (!SETS.some((set) => expectedLengths(set).includes(values.length))) return null;
  const sum = await sha256(bytes);
  for (const set of SETS) {
    const place = set.sums.indexOf(sum);
    if (place >= 0) return { set, place };
  }
  return null;
}

export function isTestFile({ place }: PublishedFile): boolean {
  return place >= FIRST_OF_TEST_PART;
}

/**
 * Returns a set from its four files.
 *
 * @param arrays the opened files, each with its index in `FILES`
 * @throws DataError if a file of the set is missing
 */
export function joinPublished({ name }: PublishedSet, arrays: readonly { array: IdxArray; place: number }[]): WholeSet {
  const found = FILES.map((_, place) => arrays.find((each) => each.place === place)?.array);
  const missing = FILES.filter((_, place) => !found[place]);
  if (missing.length > 0) {
    throw new DataError(ARCHIVE_ERRORS.missingFiles(datasetChoice(name).label, missing));
  }
  const [images, labels, testImages, testLabels] = found.map((array) => array?.values ?? new Uint8Array());
  const whole = {
    inputs: new Uint8Array(images.length + testImages.length),
    labels: new Uint32Array(labels.length + testLabels.length),
  };
  whole.inputs.set(images);
  whole.inputs.set(testImages, images.length);
  whole.labels.set(labels);
  whole.labels.set(testLabels, labels.length);
  return whole;
}

/** Returns the numbers of values of a set's files. Only files with such a number need a checksum. */
function expectedLengths({ set }: PublishedSet): number[] {
  return [set.trainingRows, set.testRows].flatMap((rows) => [rows, rows * pixelsOf(set)]);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
