/** What theory says of each hidden layer of a recipe at the start, before any training. */
import { layerRoles } from '../experiment/architecture';
import { activationOf } from '../activations/catalogue';
import type { Dataset, Standardization } from '../data/dataset';
import type { CompleteRecipe } from '../experiment/experiment';
import type { LayerStatistics } from '../experiment/snapshot';
import { dropoutInForce } from '../theory/in-force';
import { initialTau } from '../theory/initial-tau';
import { normalizedLayers, pooledLayers } from '../theory/pooled';
import { constantsInForce } from './lane-numbers';

/** Rows that the inputs' second moment is taken from. */
const SAMPLE_ROWS = 2000;

/**
 * Pooled mean and variance of each layer's output, and the standard deviation of its mean if all units × batch values were drawn
 * independently from that distribution. At finite width the values of a layer hang together, so real means stray a little further.
 *
 * NaN from the first layer on that ends a residual block or is a highway.
 *
 * @param inputs of the data as the network sees it
 */
export function predictLayers(
  recipe: CompleteRecipe,
  features: number,
  inputs: InputMoments,
  batch: number,
): LayerStatistics['predicted'][] {
  // Where an input is added to what the layers make of it, no more is normal, and the pooled view ends.
  const first = layerRoles(recipe, features).findIndex((role) => role === 'closes' || role === 'highway');
  const known = first < 0 ? recipe.depth : first;
  const nothing = { mean: NaN, variance: NaN, noise: NaN };
  return predictPlainLayers(recipe, features, inputs, batch).map((layer, l) => (l < known ? layer : nothing));
}

function predictPlainLayers(
  recipe: CompleteRecipe,
  features: number,
  inputs: InputMoments,
  batch: number,
): LayerStatistics['predicted'][] {
  const { depth, width, initialization } = recipe;
  const constants = constantsInForce(recipe);
  const activation = activationOf(recipe.activation);
  const noise = (variance: number) => Math.sqrt(variance / (width * batch));
  const drop = dropoutInForce(recipe, constants);
  const fanIn = (layer: number) => (layer === 0 ? features : width);
  const tau = (layer: number) => initialTau(recipe, fanIn(layer), width);
  // U(±1/√n) has variance 1/(3n).
  const bias = (layer: number) => (initialization === 'pytorch-default' ? 1 / (3 * fanIn(layer)) : 0);
  if (recipe.normalization === 'batch' || recipe.normalization === 'layer') {
    const after = recipe.normalizationPlace === 'after-activation';
    const value = (x: number) => activation.value(x, constants);
    return normalizedLayers(value, after, depth, inputs.second, tau, bias, drop).map(({ mean, variance }) => ({
      mean,
      variance,
      // What was just normalised has its mean exactly.
      noise: after && !drop ? 0 : noise(variance),
    }));
  }
  // ω = 0 in every unit; a single weight cannot have it.
  const centred = initialization === 'lecun-exact';
  const layers = pooledLayers(
    (x) => activation.value(x, constants),
    depth,
    centred && features > 1 ? inputs.withinRows : inputs.second,
    tau,
    bias,
    drop,
    centred,
  );
  return layers.map(({ mean, variance }) => ({ mean, variance, noise: noise(variance) }));
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
