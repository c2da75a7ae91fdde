import { uniforms } from '../../math/random-stream';
import { scatter } from './points';
import type { Generator } from './points';

const TURNS = 1.75;

/**
 * Two spiral arms from the origin to radius 1, half a turn apart: at radius r class c lies at
 * (r sin φ, r cos φ), φ = 2π · 1.75 r + πc (the spirals of TensorFlow Playground, there of radius 5).
 */
export const spirals: Generator = (samples, noise, seed) => {
  const draws = uniforms({ seed, purpose: 'dataset' }, samples);
  return scatter(samples, 2, noise, seed, (row, label) => {
    // An arm's length grows as the radius squared: the root spreads points evenly along it.
    const radius = Math.sqrt(draws[row]);
    const angle = 2 * Math.PI * TURNS * radius + Math.PI * label;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  });
};
