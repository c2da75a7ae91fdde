import { uniforms } from '../../math/random-stream';
import { generatedDataset, scatter, type Generator } from '../generated-points';

// The width of the empty strip on each side of the axes, as in TensorFlow Playground (there 0.3 on a scale of 5).
const GAP = 0.06;

/** The four quadrants of the square [−1, 1]², taken in turn: class 0 if x and y have the same sign, class 1 if not. */
export const generateXor: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples * 2);
  return scatter(samples, 2, noise, seed, (row, label) => {
    const x = GAP + (1 - GAP) * draws[row * 2];
    const y = GAP + (1 - GAP) * draws[row * 2 + 1];
    const side = row % 4 < 2 ? 1 : -1;
    return [side * x, label === 0 ? side * y : -side * y];
  });
};

export const xor = generatedDataset(generateXor, {
  label: 'XOR',
  phrase: 'XOR pattern',
  sentence: 'Four quadrants of a square; opposite quadrants share a class.',
  classes: 2,
  noise: 0.05,
  citation: 'The task is that of M. Minsky and S. Papert, Perceptrons, MIT Press, 1969.',
});
