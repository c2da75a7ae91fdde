import { uniforms } from '../../math/random-stream';
import { scatter } from './points';
import type { Generator } from './points';

// The strip along the axes that stays empty, as in TensorFlow Playground (there 0.3 on a scale of 5).
const GAP = 0.06;

/** The four quadrants of the square [−1, 1]², taken in turn: class 0 where x and y have one sign, class 1 where they differ. */
export const xor: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples * 2);
  return scatter(samples, 2, noise, seed, (row, label) => {
    const x = GAP + (1 - GAP) * draws[row * 2];
    const y = GAP + (1 - GAP) * draws[row * 2 + 1];
    const side = row % 4 < 2 ? 1 : -1;
    return [side * x, label === 0 ? side * y : -side * y];
  });
};
