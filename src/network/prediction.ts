/** What theory says of each hidden layer of a recipe at the start, before any training. */
import { layerRoles } from '../experiment/architecture';
import { activationOf } from '../activations/catalogue';
import type { Dataset, Standardization } from '../data/dataset';
import type { CompleteRecipe } from '../experiment/experiment';
import type { LayerStatistics } from '../experiment/snapshot';
import { dropoutInForce } from '../theory/in-force';
import { initialTau } from '../theory/initial-tau';
import { lawOf, pointMass, spread, type PointMasses } from '../theory/point-masses';
import { pooledNetwork } from '../theory/pooled-network';
import { GATE_BIAS } from './initializers';
import { constantsInForce } from './lane-numbers';

/** Rows that the inputs' moments are taken from. */
const SAMPLE_ROWS = 2000;

/**
 * Pooled mean and variance of each layer's output, and the standard deviation of its mean if all units × batch values were drawn
 * independently from that distribution. At finite width the values of a layer hang together, so real means stray a little further.
 * Beside them χ, what the layer multiplies the gradient's second moment by on its way back.
 *
 * NaN past the range of f32, and for χ of the first layer, below which no gradient is measured.
 *
 * @param inputs of the data as the network sees it
 */
export function predictLayers(
  recipe: CompleteRecipe,
  features: number,
  inputs: InputMoments,
  batch: number,
): LayerStatistics['predicted'][] {
  const { width, initialization, normalization: kind, normalizationPlace, dropout } = recipe;
  const constants = constantsInForce(recipe);
  const record = activationOf(recipe.activation);
  const activation = (x: number) => record.value(x, constants);
  const fanIn = (layer: number) => (layer === 0 ? features : width);
  const after = normalizationPlace === 'after-activation';
  const normalization = kind === 'batch' || kind === 'layer' ? { kind, after } : null;
  // ω = 0 in every unit; a single weight cannot have it.
  const centred = initialization === 'lecun-exact';
  const roles = layerRoles(recipe, features);
  const layers = pooledNetwork(
    {
      activation,
      slope: (x) => record.slope(x, activation(x), constants),
      roles,
      tau: (layer) => initialTau(recipe, fanIn(layer), width),
      // U(±1/√n) has variance 1/(3n).
      bias: (layer) => (initialization === 'pytorch-default' ? 1 / (3 * fanIn(layer)) : 0),
      gateBias: GATE_BIAS,
      normalization,
      dropout: dropoutInForce(recipe, constants),
      centred,
    },
    {
      entering: centred && features > 1 ? inputs.withinRows : inputs.second,
      law: () => inputs.law ?? spread(pointMass(0), inputs.second).law,
    },
  );
  return layers.map((layer, l) => {
    // What was just normalised has its mean exactly.
    const exact = normalization && after && dropout.kind === 'none' && roles[l] !== 'highway';
    return { ...layer, noise: exact ? 0 : Math.sqrt(layer.variance / (width * batch)) };
  });
}

/** Of the standardised input features. */
export interface InputMoments {
  /** E[x²] */
  second: number;
  /** E[(x − x̄)²] with x̄ the mean over the features of a row, divided by features − 1: what reaches weights that sum to 0. */
  withinRows: number;
  /** All their values, which a block adds to what its layers make where the data are as wide as they; taken as normal where unknown. */
  law?: PointMasses;
}

/** Over the features of the first training rows. */
export function inputMoments({ inputs, features, trainingRows }: Dataset, { mean, scale }: Standardization): InputMoments {
  const rows = Math.min(trainingRows, SAMPLE_ROWS);
  const values = new Float64Array(rows * features);
  let squares = 0;
  let deviations = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let squaresOfRow = 0;
    for (let feature = 0; feature < features; feature++) {
      const x = (inputs[row * features + feature] - mean[feature]) * scale[feature];
      values[row * features + feature] = x;
      sum += x;
      squaresOfRow += x * x;
    }
    squares += squaresOfRow;
    deviations += squaresOfRow - (sum * sum) / features;
  }
  return {
    second: squares / (rows * features),
    withinRows: deviations / (rows * Math.max(1, features - 1)),
    law: lawOf(values),
  };
}
