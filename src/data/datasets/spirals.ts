import { uniforms } from '../../math/random-stream';
import { generatedDataset, scatter, type Generator } from '../generated-points';

const TURNS = 1.75;

/**
 * Two spiral arms from the origin to radius 1, half a turn apart: at radius r class c is at
 * (r sin φ, r cos φ), φ = 2π · 1.75 r + πc. These are the spirals of TensorFlow Playground, which have radius 5 there.
 */
export const generateSpirals: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples);
  return scatter(samples, 2, noise, seed, (row, label) => {
    // An arm's length grows with the square of the radius, so the square root spreads the points evenly along it.
    const radius = Math.sqrt(draws[row]);
    const angle = 2 * Math.PI * TURNS * radius + Math.PI * label;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  });
};

export const spirals = generatedDataset(generateSpirals, {
  label: 'Two spirals',
  phrase: 'spirals',
  sentence: 'Two spiral arms wound round each other, one class on each.',
  classes: 2,
  // The arms are 0.29 apart.
  noise: 0.03,
  citation:
    'K. J. Lang and M. J. Witbrock, "Learning to tell two spirals apart", Connectionist Models Summer School, 1988; in the shape that D. Smilkov et al., "Direct-manipulation visualization of deep networks", 2017 (arXiv:1708.03788), gave it.',
});
