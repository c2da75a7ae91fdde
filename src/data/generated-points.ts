/** The common part of the generated datasets, which are points in the plane. */
import { normals } from '../math/random-stream';
import type { DatasetRecord } from './record';
import { trainingCount } from './split';

/** Points in the plane with their classes. Row i has the class i mod classes, so every prefix is balanced. */
export interface Points {
  /** [samples, 2]. */
  inputs: Float32Array;
  /** [samples]. */
  labels: Uint32Array;
}

/**
 * Draws a set of points. Row i depends only on the seed and on i, so a larger set begins with the rows of a smaller one.
 *
 * @param samples number of rows
 * @param noise standard deviation of the normal noise added to each coordinate; at 0 the points lie exactly on their shape
 * @param seed seed of the random streams 'dataset' (the shape) and 'noise'
 */
export type Generator = (samples: number, noise: number, seed: number) => Points;

/** Returns points with noise. `place(row, label)` returns a point without noise. */
export function scatter(
  samples: number,
  classes: number,
  noise: number,
  seed: number,
  place: (row: number, label: number) => readonly [number, number],
): Points {
  const offsets = normals({ seed, purpose: 'noise' }, samples * 2);
  const inputs = new Float32Array(samples * 2);
  const labels = new Uint32Array(samples);
  for (let row = 0; row < samples; row++) {
    const label = row % classes;
    const [x, y] = place(row, label);
    inputs[row * 2] = x + noise * offsets[row * 2];
    inputs[row * 2 + 1] = y + noise * offsets[row * 2 + 1];
    labels[row] = label;
  }
  return { inputs, labels };
}

/**
 * Returns the record of a generated dataset of `samples` points, of which the last are test rows.
 *
 * @param own the properties that differ between datasets; `noise` is the default, in units of the shape
 */
export function generatedDataset(
  generate: Generator,
  { noise, ...own }: { label: string; phrase: string; sentence: string; classes: number; noise: number; citation: string },
): DatasetRecord {
  return {
    ...own,
    features: 2,
    classNames: Array.from({ length: own.classes }, (_, label) => `Class ${label}`),
    featureNames: ['x', 'y'],
    defaults: { samples: 2000, noise, heldOut: 0.25, mostSamples: 100_000 },
    generated: true,
    licence: 'Drawn by this page; no rights are claimed in it',
    // The rows are in random order, so the last ones are a random sample.
    load: async ({ samples, noise: deviation, seed, heldOut }) => ({
      ...generate(samples, deviation, seed),
      trainingRows: trainingCount(heldOut, samples),
    }),
  };
}

/** Returns the citation of a generator that follows one of scikit-learn's. */
export function scikitLearn(generator: string): string {
  return `After ${generator} of F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12, 2011, pages 2825–2830.`;
}
