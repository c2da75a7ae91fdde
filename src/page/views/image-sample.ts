import type { PlaygroundClient } from '../../worker/playground-client';

/** Some of the data's images. */
export interface ImageSample {
  /** [rows, features], in the data's own units. */
  inputs: Float32Array;
  /** [rows] */
  labels: Uint32Array;
  features: number;
  heldOut: boolean;
}

/** A few hundred: enough to find mistakes among, and quickly read and predicted. */
const MOST_ROWS = 320;
const STRETCHES = 16;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * A fixed sample of the held-out images, or of those that are trained on where none are held out: short stretches from all over
 * them, for sets that are sorted by class. Rejects with the client's typed errors.
 */
export async function loadImageSample(client: Pick<PlaygroundClient, 'rows'>): Promise<ImageSample> {
  const { features, trainingRows, heldOutRows } = await client.rows(0, 1);
  const heldOut = heldOutRows > 0;
  const [first, rows] = heldOut ? [trainingRows, heldOutRows] : [0, trainingRows];
  const stretches = stretchesOf(rows);
  const read = await Promise.all(stretches.map(([start, count]) => client.rows(first + start, count)));
  const labels = Uint32Array.from(read.flatMap((part) => [...part.labels]));
  const inputs = new Float32Array(labels.length * features);
  let at = 0;
  for (const part of read) {
    inputs.set(part.inputs, at);
    at += part.inputs.length;
  }
  return { inputs, labels, features, heldOut };
}

/** Start and length of each stretch: all rows where they are few. */
function stretchesOf(rows: number): [start: number, count: number][] {
  if (rows <= MOST_ROWS) return [[0, rows]];
  const count = MOST_ROWS / STRETCHES;
  return Array.from({ length: STRETCHES }, (_, i) => [Math.floor((i * (rows - count)) / (STRETCHES - 1)), count]);
}

/** `count` of the sample's rows from all over it, or all of them, at places that do not keep step with classes that take turns. */
export function spreadRows({ labels }: ImageSample, count: number): number[] {
  const taken = Math.min(count, labels.length);
  return Array.from({ length: taken }, (_, i) => Math.floor(((i + ((i * GOLDEN) % 1)) * labels.length) / taken));
}

/** The inputs of some of the sample's rows, [rows, features]. */
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
