import { normals } from '../../math/random-stream';
import { generatedDataset, scatter, scikitLearn, type Generator } from '../generated-points';

const CLASSES = 4;
const SPREAD = 0.3;

/**
 * Four normal clouds around the corners (±√½, ±√½), as in scikit-learn's make_blobs. Before noise, each has standard deviation
 * 0.3 in each coordinate. Neighbouring clouds overlap: the best possible classifier errs on about 2 % of points.
 */
export const generateGaussians: Generator = (samples, noise, seed) => {
  const draws = normals({ seed, purpose: 'dataset' }, samples * 2);
  return scatter(samples, CLASSES, noise, seed, (row, label) => {
    const angle = Math.PI * (0.25 + label / 2);
    return [Math.cos(angle) + SPREAD * draws[row * 2], Math.sin(angle) + SPREAD * draws[row * 2 + 1]];
  });
};

export const gaussians = generatedDataset(generateGaussians, {
  label: 'Gaussians',
  phrase: 'clouds',
  sentence: 'Four round clouds, one class each, that overlap a little.',
  classes: CLASSES,
  // The clouds are wide enough by themselves.
  noise: 0,
  citation: scikitLearn('make_blobs'),
});
