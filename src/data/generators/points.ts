/** What the generated sets of points in the plane have in common. */
import { normals } from '../../math/random-stream';

/** Points in the plane with their classes; row i is of class i mod classes, so that every prefix is balanced. */
export interface Points {
  /** [samples, 2]. */
  inputs: Float32Array;
  /** [samples]. */
  labels: Uint32Array;
}

/**
 * Draws a set of points. Row i depends on the seed and on i alone: a larger set begins with the smaller one.
 *
 * @param samples rows to draw
 * @param noise standard deviation of the normal noise added to each coordinate; at 0 the points lie exactly on their shape
 * @param seed keys the streams 'dataset' (the shape) and 'noise'
 */
export type Generator = (samples: number, noise: number, seed: number) => Points;

/** Row by row: `place(row, label)` gives the point without noise. */
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
