/** What theory says of each hidden layer of a recipe at the start, before any training. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { Dataset, Standardization } from '../data/dataset';
import type { CompleteRecipe, InitializationName } from '../experiment/experiment';
import type { LayerStatistics } from '../experiment/snapshot';
import { type PooledDropout, pooledLayers } from '../theory/pooled';
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
 * @param inputs of the data as the network sees it
 */
export function predictLayers(
  recipe: CompleteRecipe,
  features: number,
  inputs: InputMoments,
  batch: number,
): LayerStatistics['predicted'][] {
  const { depth, width, initialization, gain } = recipe;
  const constants = constantsInForce(recipe);
  const activation = activationOf(recipe.activation);
  const noise = (variance: number) => Math.sqrt(variance / (width * batch));
  const drop = pooledDropout(recipe, constants);
  if (recipe.normalization === 'batch' || recipe.normalization === 'layer') {
    // Whatever enters, what is normalised has mean 0 and variance 1: the activation's input, or its output.
    const after = recipe.normalizationPlace === 'after-activation';
    const from = after ? (x: number) => x : (x: number) => activation.value(x, constants);
    const [{ mean, variance }] = pooledLayers(
      from,
      1,
      1,
      () => 1,
      () => 0,
      drop,
    );
    return Array.from({ length: depth }, () => ({ mean, variance, noise: after && !drop ? 0 : noise(variance) }));
  }
  const fanIn = (layer: number) => (layer === 0 ? features : width);
  // ω = 0 in every unit; a single weight cannot have it.
  const centred = initialization === 'lecun-exact';
  const layers = pooledLayers(
    (x) => activation.value(x, constants),
    depth,
    centred && features > 1 ? inputs.withinRows : inputs.second,
    (layer) => gain * gain * TAU[initialization](fanIn(layer), width),
    // U(±1/√n) has variance 1/(3n).
    (layer) => (initialization === 'pytorch-default' ? 1 / (3 * fanIn(layer)) : 0),
    drop,
    centred,
  );
  return layers.map(({ mean, variance }) => ({ mean, variance, noise: noise(variance) }));
}

function pooledDropout(recipe: CompleteRecipe, constants: ActivationParameters): PooledDropout | null {
  if (recipe.dropout.kind === 'none') return null;
  const { rate, scale, shift, dropped } = dropoutParameters(recipe, constants);
  return { keep: 1 - rate, scale, shift, dropped };
}

/** Second moments of a standardised input feature. */
export interface InputMoments {
  /** E[x²] */
  second: number;
  /** E[(x − x̄)²] with x̄ the mean over the features of a row, divided by features − 1: what reaches weights that sum to 0. */
  withinRows: number;
}

/** Over the features of the first training rows. */
export function inputMoments({ inputs, features, trainingRows }: Dataset, { mean, scale }: Standardization): InputMoments {
  const rows = Math.min(trainingRows, SAMPLE_ROWS);
  let squares = 0;
  let deviations = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let squaresOfRow = 0;
    for (let feature = 0; feature < features; feature++) {
      const x = (inputs[row * features + feature] - mean[feature]) * scale[feature];
      sum += x;
      squaresOfRow += x * x;
    }
    squares += squaresOfRow;
    deviations += squaresOfRow - (sum * sum) / features;
  }
  return { second: squares / (rows * features), withinRows: deviations / (rows * Math.max(1, features - 1)) };
}
