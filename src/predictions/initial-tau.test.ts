import { expect, test } from 'vitest';
import { INITIALIZATIONS } from '../experiment/choices';
import { initialWeights } from '../engine/network/initializers';
import { initialTau } from './initial-tau';

// Compares with drawn weights: the mean over the units of Σw².
test.each(INITIALIZATIONS)('%s', (initialization) => {
  for (const [fanIn, fanOut] of [
    [160, 160],
    [240, 80],
    [80, 240],
  ]) {
    const recipe = { initialization, gain: 1.5 };
    const { weight } = initialWeights(recipe, 1, fanIn, fanOut, 3);
    const drawn = weight.reduce((sum, w) => sum + w * w, 0) / fanOut;
    // The mean of at least 19,200 squares has a standard error of 1 %.
    expect(Math.abs(drawn - initialTau(recipe, fanIn, fanOut))).toBeLessThanOrEqual(0.04 * drawn);
  }
});
