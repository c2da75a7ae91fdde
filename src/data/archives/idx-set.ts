/** Idx files that belong together: MNIST and Fashion-MNIST, told by their contents, or any other images with their labels. */
import type { CustomData } from '../dataset';
import { DataError } from '../errors';
import type { ImageSetName, WholeSet } from '../image-sets';
import type { IdxArray } from './idx';

export type OpenedImages =
  | { kind: 'set'; name: ImageSetName; whole: WholeSet }
  /** Images of another making. */
  | { kind: 'custom'; data: CustomData };

/** Images [rows, height, width] and their labels [rows]. */
interface Part {
  images: IdxArray;
  labels: IdxArray;
}

interface Published {
  name: ImageSetName;
  title: string;
  /** SHA-256 of the unpacked files: those whose md5 sums are MNIST's published ones, and those of Fashion-MNIST's makers. */
  training: { images: string; labels: string };
  test: { images: string; labels: string };
}

const PUBLISHED: readonly Published[] = [
  {
    name: 'mnist',
    title: 'MNIST',
    training: {
      images: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      labels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
    test: {
      images: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      labels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  {
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    training: {
      images: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      labels: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
    test: {
      images: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      labels: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
];

/** Of images whose makers did not divide them, this share is held out. */
const HELD_OUT_SHARE = 0.25;
/** The brightest value of a byte. */
const MAXIMUM = 255;
/** Own rows are kept as 32-bit floats, so many at most: 1 GiB. */
const MOST_VALUES = 2 ** 28;

/** @throws DataError where a file is missing, or images and labels do not belong together */
export async function joinIdx(arrays: readonly IdxArray[]): Promise<OpenedImages> {
  // MNIST's makers called the test part after the ten thousand it has, and whoever took their format took the names.
  const isTest = ({ name }: IdxArray) => /t10k|test/i.test(name);
  const training = partOf(arrays.filter((array) => !isTest(array)));
  const test = partOf(arrays.filter(isTest));
  if (!training) {
    throw new DataError('The training images are missing: open the files of images and of labels together.');
  }
  const published = await publishedAs(training);
  if (published && !test) {
    throw new DataError(
      `The test part of ${published.title} is missing: open all four files together, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte too.`,
    );
  }
  if (published && test && (await equals(test, published.test))) {
    return { kind: 'set', name: published.name, whole: { inputs: join(training, test), labels: labelsOf(training, test) } };
  }
  return { kind: 'custom', data: customData(training, test) };
}

function partOf(arrays: readonly IdxArray[]): Part | null {
  if (arrays.length === 0) return null;
  const images = arrays.filter(({ sizes }) => sizes.length === 3);
  const labels = arrays.filter(({ sizes }) => sizes.length === 1);
  const names = arrays.map(({ name }) => name).join(', ');
  if (images.length !== 1 || labels.length !== 1 || arrays.length !== 2) {
    throw new DataError(
      `A part of a set is one idx file of images (three dimensions) and one of labels (one dimension), not ${names}: open both together.`,
    );
  }
  const part = { images: images[0], labels: labels[0] };
  const [rows] = part.images.sizes;
  if (part.labels.sizes[0] !== rows) {
    throw new DataError(
      `${part.images.name} has ${rows} images and ${part.labels.name} ${part.labels.sizes[0]} labels: they do not belong together.`,
    );
  }
  if (rows === 0 || part.images.values.length === 0) throw new DataError(`${part.images.name} holds no images.`);
  return part;
}

async function publishedAs(training: Part): Promise<Published | undefined> {
  for (const set of PUBLISHED) if (await equals(training, set.training)) return set;
  return undefined;
}

async function equals({ images, labels }: Part, sums: Published['training']): Promise<boolean> {
  return (await sha256(labels.bytes)) === sums.labels && (await sha256(images.bytes)) === sums.images;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function customData(training: Part, test: Part | null): CustomData {
  const [, height, width] = training.images.sizes;
  if (test && (test.images.sizes[1] !== height || test.images.sizes[2] !== width)) {
    throw new DataError(
      `${test.images.name} holds images of ${test.images.sizes.slice(1).join(' × ')} pixels and ${training.images.name} of ${height} × ${width}.`,
    );
  }
  const labels = labelsOf(training, test);
  if (labels.length * width * height > MOST_VALUES) {
    throw new DataError(`${training.images.name} is larger than the page can hold: open a part of it.`);
  }
  return {
    inputs: Float32Array.from(join(training, test)),
    labels,
    features: width * height,
    classes: labels.reduce((most, label) => Math.max(most, label), 1) + 1,
    heldOut: test ? test.labels.sizes[0] : HELD_OUT_SHARE,
    image: { width, height, channels: 1, maximum: MAXIMUM },
  };
}

function labelsOf(training: Part, test: Part | null): Uint32Array {
  return Uint32Array.from(concatenated(training.labels, test?.labels));
}

function join(training: Part, test: Part | null): Uint8Array {
  return concatenated(training.images, test?.images);
}

function concatenated(first: IdxArray, second: IdxArray | undefined): Uint8Array {
  const all = new Uint8Array(first.values.length + (second?.values.length ?? 0));
  all.set(first.values);
  if (second) all.set(second.values, first.values.length);
  return all;
}
