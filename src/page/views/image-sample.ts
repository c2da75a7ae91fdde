import type { PlaygroundClient } from '../../worker/playground-client';

/** A sample of the dataset's images. */
export interface ImageSample {
  /** [rows, features], in the data's own units. */
  inputs: Float32Array;
  /** [rows] */
  labels: Uint32Array;
  features: number;
  heldOut: boolean;
}

/** Enough to contain mistakes, and few enough to be read and predicted quickly. */
const MOST_ROWS = 320;
const RANGES = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Reads a fixed sample of the held-out images, or of the training images if none are held out. The sample consists of short
 * ranges spread over the rows, because some datasets are sorted by class. Rejects with the client's typed errors.
 */
export async function loadImageSample(client: Pick<PlaygroundClient, 'rows'>): Promise<ImageSample> {
  const { features, trainingRows, heldOutRows } = await client.rows(0, 1);
  const heldOut = heldOutRows > 0;
  const [first, rows] = heldOut ? [trainingRows, heldOutRows] : [0, trainingRows];
  const ranges = rangesOf(rows);
  const read = await Promise.all(ranges.map(([start, count]) => client.rows(first + start, count)));
  const labels = Uint32Array.from(read.flatMap((part) => [...part.labels]));
  const inputs = new Float32Array(labels.length * features);
  let at = 0;
  for (const part of read) {
    inputs.set(part.inputs, at);
    at += part.inputs.length;
  }
  return { inputs, labels, features, heldOut };
}

/** Returns start and length of each range; one range with all rows if they are few. */
function rangesOf(rows: number): [start: number, count: number][] {
  if (rows <= MOST_ROWS) return [[0, rows]];
  const count = MOST_ROWS / RANGES;
  return Array.from({ length: RANGES }, (_, i) => [Math.floor((i * (rows - count)) / (RANGES - 1)), count]);
}

/** Returns `count` of the sample's rows, or all of them, spread at golden-ratio offsets: equal offsets would miss classes that alternate. */
export function spreadRows({ labels }: ImageSample, count: number): number[] {
  const taken = Math.min(count, labels.length);
  return Array.from({ length: taken }, (_, i) => Math.floor(((i + ((i * GOLDEN) % 1)) * labels.length) / taken));
}

/** Returns the inputs of some of the sample's rows, [rows, features]. */
export function inputsOf({ inputs, features }: ImageSample, rows: readonly number[]): Float32Array {
  const chosen = new Float32Array(rows.length * features);
  rows.forEach((row, at) => chosen.set(inputs.subarray(row * features, (row + 1) * features), at * features));
  return chosen;
}

export function sameSample(before: ImageSample, now: ImageSample): boolean {
  const equal = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  };
  return before.heldOut === now.heldOut && equal(before.labels, now.labels) && equal(before.inputs, now.inputs);
}
