import { normals } from '../../math/random-stream';
import { scatter } from './points';
import type { Generator } from './points';

export const GAUSSIAN_CLASSES = 4;
const SPREAD = 0.3;

/**
 * Four normal clouds round the corners (±√½, ±√½), each of standard deviation 0.3 in either coordinate before noise (in the
 * manner of scikit-learn's make_blobs). Neighbouring clouds overlap: the best possible classifier errs on about 2 % of points.
 */
export const gaussians: Generator = (samples, noise, seed) => {
  const draws = normals({ seed, purpose: 'dataset' }, samples * 2);
  return scatter(samples, GAUSSIAN_CLASSES, noise, seed, (row, label) => {
    const angle = Math.PI * (0.25 + label / 2);
    return [Math.cos(angle) + SPREAD * draws[row * 2], Math.sin(angle) + SPREAD * draws[row * 2 + 1]];
  });
};
