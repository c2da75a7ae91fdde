import { uniforms } from '../../math/random-stream';
import { generatedDataset, scatter, scikitLearn, type Generator } from '../generated-points';

/**
 * Two interleaved half circles: class 0 at (cos φ, sin φ), class 1 at (1 − cos φ, ½ − sin φ), 0 < φ < π
 * (scikit-learn's make_moons).
 */
export const generateMoons: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples);
  return scatter(samples, 2, noise, seed, (row, label) => {
    const angle = Math.PI * draws[row];
    return label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  });
};

export const moons = generatedDataset(generateMoons, {
  label: 'Moons',
  phrase: 'moons',
  sentence: 'Two interleaved half circles, one class on each.',
  classes: 2,
  noise: 0.12,
  citation: scikitLearn('make_moons'),
});
