/** What theory says of each hidden layer of a recipe at the start, before any training. */
import { activationOf } from '../activations/catalogue';
import type { Dataset, Standardization } from '../data/dataset';
import type { CompleteRecipe, InitializationName } from '../experiment/experiment';
import type { LayerStatistics } from '../experiment/snapshot';
import { pooledLayers } from '../theory/pooled';
import { constantsInForce, dropoutParameters } from './lane-numbers';

/** τ, the variance of a weight times the fan-in, for each initialiser at gain 1. */
const TAU: Record<InitializationName, (fanIn: number, fanOut: number) => number> = {
  'lecun-normal': () => 1,
  'lecun-uniform': () => 1,
  'lecun-exact': () => 1,
  'he-normal': () => 2,
  'he-uniform': () => 2,
  'glorot-normal': (fanIn, fanOut) => (2 * fanIn) / (fanIn + fanOut),
  'glorot-uniform': (fanIn, fanOut) => (2 * fanIn) / (fanIn + fanOut),
  'pytorch-default': () => 1 / 3,
  // Rows or columns of unit length, whichever there are fewer of.
  orthogonal: (fanIn, fanOut) => Math.min(1, fanIn / fanOut),
  zeros: () => 0,
};

/** Rows that the inputs' second moment is taken from. */
const SAMPLE_ROWS = 2000;

/**
 * Pooled mean and variance of each layer's output, and the standard deviation of its mean if all units × batch values were drawn
 * independently from that distribution. At finite width the values of a layer hang together, so real means stray a little further.
 *
 * @param secondMoment E[x²] of an input feature as the network sees it
 */
export function predictLayers(
  recipe: CompleteRecipe,
  features: number,
  secondMoment: number,
  batch: number,
): LayerStatistics['predicted'][] {
  const { depth, width, initialization, gain, dropout } = recipe;
  const constants = constantsInForce(recipe);
  const activation = activationOf(recipe.activation);
  const fanIn = (layer: number) => (layer === 0 ? features : width);
  const { rate, scale, shift, dropped } = dropoutParameters(recipe, constants);
  const layers = pooledLayers(
    (x) => activation.value(x, constants),
    depth,
    secondMoment,
    (layer) => gain * gain * TAU[initialization](fanIn(layer), width),
    // U(±1/√n) has variance 1/(3n).
    (layer) => (initialization === 'pytorch-default' ? 1 / (3 * fanIn(layer)) : 0),
    dropout.kind === 'none' ? null : { keep: 1 - rate, scale, shift, dropped },
  );
  return layers.map(({ mean, variance }) => ({ mean, variance, noise: Math.sqrt(variance / (width * batch)) }));
}

/** E[x²] over features and the first training rows, standardised. */
export function inputSecondMoment({ inputs, features, trainingRows }: Dataset, { mean, scale }: Standardization): number {
  const rows = Math.min(trainingRows, SAMPLE_ROWS);
  let sum = 0;
  for (let i = 0; i < rows * features; i++) {
    const feature = i % features;
    sum += ((inputs[i] - mean[feature]) * scale[feature]) ** 2;
  }
  return sum / (rows * features);
}
