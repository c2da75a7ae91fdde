/** Predicts the statistics of each hidden layer of a recipe before training. */
import { layerRoles } from '../experiment/architecture';
import { activationOf } from '../activations/catalogue';
import type { Dataset, Standardization } from '../data/dataset';
import type { CompleteRecipe } from '../experiment/experiment';
import type { LayerPrediction } from '../experiment/snapshot';
import { initialBiasVariance, initialTau } from './initial-tau';
import { distributionOf, pointMass, addNoise, type PointMasses } from '../theory/point-masses';
import { combineRowGroups, pooledNetwork, type NetworkTheory } from './pooled-network';
import { GATE_BIAS } from '../experiment/architecture';
import { pooledNormalization } from './pooled-normalization';
import { requireConstants, resolveDropout } from './resolved-constants';

/** Number of rows from which the moments of the inputs are computed. */
const SAMPLE_ROWS = 2000;
/**
 * Limits of the groups of rows, sorted by length, as shares of all rows. Theory treats each group separately. The groups of short rows
 * are the smallest, because their gradients grow most.
 */
const ROW_CUTS = [0, 1 / 128, 1 / 32, 1 / 8, 1 / 3, 2 / 3, 1];

/**
 * Returns the mean and variance of each layer's output, the sampling error of that mean and the gradient gain χ. The sampling error
 * assumes that all units × batch are independent; at finite width, they are correlated and real means deviate a little more. χ and
 * the moments of blocks are computed for groups of rows by length, except with a normalisation over the batch.
 *
 * Values beyond the range of float32 are NaN. χ of the first layer is NaN, because no gradient is measured below it.
 *
 * @param inputs moments of the standardised inputs
 */
export function predictLayers(
  recipe: CompleteRecipe,
  features: number,
  inputs: InputMoments,
  batch: number,
): LayerPrediction[] {
  const { block, width, initialization, dropout } = recipe;
  const constants = requireConstants(recipe);
  const record = activationOf(recipe.activation);
  const activation = (x: number) => record.value(x, constants);
  const fanIn = (layer: number) => (layer === 0 ? features : width);
  const normalization = pooledNormalization(recipe);
  // ω = 0 in every unit with more than one weight.
  const centred = initialization === 'lecun-exact';
  const roles = layerRoles(recipe, features);
  const theory: NetworkTheory = {
    activation,
    slope: (x) => record.slope(x, activation(x), constants),
    roles,
    tau: (layer) => initialTau(recipe, fanIn(layer), width),
    bias: (layer) => initialBiasVariance(recipe, fanIn(layer)),
    gateBias: GATE_BIAS,
    normalization,
    dropout: resolveDropout(recipe, constants),
    centred,
  };
  const distribution = () => inputs.distribution?.() ?? addNoise(pointMass(0), inputs.second).distribution;
  const acting = ({ second, withinRows }: RowMoments) => (centred && features > 1 ? withinRows : second);
  const through = (rows: RowMoments) => pooledNetwork(theory, { entering: acting(rows), distribution });
  // A normalisation over the batch makes rows dependent, and a block on the inputs adds the rows themselves: neither allows groups.
  const apart = normalization?.over !== 'rows' && roles[0] === 'plain' ? inputs.rows : undefined;
  const layers = apart
    ? combineRowGroups(apart.map((rows) => ({ share: rows.share, layers: through(rows) })))
    : through(inputs);
  // In plain layers, mean and variance are those of the moment map, as in the phase plane and the recipe check.
  const moments = apart && block === 'plain' ? through(inputs) : layers;
  return layers.map(({ backwardGain }, l) => {
    const { mean, variance } = moments[l];
    // A normalisation sets the mean exactly.
    const exact = normalization?.after && normalization.subtractsMean && dropout.kind === 'none' && roles[l] !== 'highway';
    return { mean, variance, backwardGain, noise: exact ? 0 : Math.sqrt(variance / (width * batch)) };
  });
}

export interface RowMoments {
  /** E[x²] over features and rows. */
  second: number;
  /** Variance within a row, Σ (x − x̄)² / (features − 1) with the row's mean x̄: all that passes weights that sum to 0. */
  withinRows: number;
}

/** Moments of the standardised input features. */
export interface InputMoments extends RowMoments {
  /** Moments of groups of rows, with each group's share of all rows. If absent, all rows have the same moments. */
  rows?: (RowMoments & { share: number })[];
  /**
   * Returns the distribution of all values, which a block on the inputs adds to its layers' output; normal if absent. It is computed at
   * the first call and cached, because few recipes need it.
   */
  distribution?: () => PointMasses;
}

/** Returns the moments of the standardised features over the first 2,000 training rows. */
export function inputMoments(dataset: Dataset, standardization: Standardization): InputMoments {
  const { inputs, features, trainingRows } = dataset;
  const { mean, scale } = standardization;
  const rows = Math.min(trainingRows, SAMPLE_ROWS);
  const each = Array.from({ length: rows }, (_, row): RowMoments => {
    let sum = 0;
    let squares = 0;
    for (let feature = 0; feature < features; feature++) {
      const x = (inputs[row * features + feature] - mean[feature]) * scale[feature];
      sum += x;
      squares += x * x;
    }
    return { second: squares / features, withinRows: (squares - (sum * sum) / features) / Math.max(1, features - 1) };
  });
  const sorted = each.toSorted((a, b) => a.second - b.second);
  const cuts = [...new Set(ROW_CUTS.map((cut) => Math.round(cut * rows)))];
  let distribution: PointMasses | undefined;
  return {
    ...average(each),
    rows: cuts.slice(1).map((end, i) => ({ share: (end - cuts[i]) / rows, ...average(sorted.slice(cuts[i], end)) })),
    distribution: () => (distribution ??= distributionOf(standardizedValues(dataset, standardization, rows))),
  };
}

/** Returns the standardised values of the first rows. */
function standardizedValues({ inputs, features }: Dataset, { mean, scale }: Standardization, rows: number): Float64Array {
  const values = new Float64Array(rows * features);
  for (let i = 0; i < values.length; i++) values[i] = (inputs[i] - mean[i % features]) * scale[i % features];
  return values;
}

function average(rows: readonly RowMoments[]): RowMoments {
  const mean = (of: (row: RowMoments) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return { second: mean(({ second }) => second), withinRows: mean(({ withinRows }) => withinRows) };
}
