import { uniforms } from '../../math/random-stream';
import { generatedDataset, scatter, type Generator } from '../generated-points';

const SIDE = 4;

/** A board of 4 × 4 squares over [−1, 1]²; squares that share an edge are of different classes. */
const generateCheckerboard: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples * 3);
  return scatter(samples, 2, noise, seed, (row, label) => {
    const [column, half, y] = draws.subarray(row * 3, row * 3 + 3);
    const square = Math.floor(SIDE * column);
    const line = 2 * Math.floor((SIDE / 2) * half) + ((square + label) % 2);
    return [2 * column - 1, (2 * (line + y)) / SIDE - 1];
  });
};

export const checkerboard = generatedDataset(generateCheckerboard, {
  label: 'Checkerboard',
  phrase: 'checkerboard',
  sentence: 'A board of 4 × 4 squares; squares that share an edge are of different classes.',
  classes: 2,
  noise: 0.02,
  citation: 'A standard exercise for classifiers in the plane.',
});
