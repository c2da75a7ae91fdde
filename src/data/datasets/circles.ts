import { uniforms } from '../../math/random-stream';
import { generatedDataset, scatter, scikitLearn, type Generator } from '../generated-points';

const INNER_RADIUS = 0.5;

/** Class 0 on the unit circle, class 1 on the circle of radius ½ inside it (scikit-learn's make_circles with factor 0.5). */
export const generateCircles: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples);
  return scatter(samples, 2, noise, seed, (row, label) => {
    const radius = label === 0 ? 1 : INNER_RADIUS;
    const angle = 2 * Math.PI * draws[row];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
};

export const circles = generatedDataset(generateCircles, {
  label: 'Circles',
  phrase: 'circles',
  sentence: 'A small circle inside a large one, one class on each.',
  classes: 2,
  noise: 0.08,
  citation: scikitLearn('make_circles'),
});
