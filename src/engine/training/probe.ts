/** From the bytes that the statistics kernels leave behind to LayerStatistics: struct Statistics of shaders/statistics/parts/statistics.wgsl. */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { LayerStatistics } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { BINS, STATISTICS_BYTES } from '../kernels/statistics/layer-statistics';
import { histogramRange } from '../network/hyperparameters';

/** All that is measured of a layer. */
export type MeasuredStatistics = Omit<LayerStatistics, 'predicted'>;

/** Word offsets within one record. */
const OUTPUT = 0;
const PRE_ACTIVATION = 3;
const GRADIENT = 6;
const OMEGA = 9;
const TAU = 12;
const MINIMUM = 15;
const MAXIMUM = 16;
const NON_FINITE = 17;
const SATURATED = 18;
const DEAD = 19;
const BELOW = 20;
const COUNTS = 21;
const ABOVE = COUNTS + BINS;

/** One record a hidden layer, over units × batch values each. */
export function decodeStatistics(
  bytes: ArrayBuffer,
  offset: number,
  recipe: CompleteRecipe,
  batch: number,
): MeasuredStatistics[] {
  const range = histogramRange(recipe);
  const values = recipe.width * batch;
  return Array.from({ length: recipe.depth }, (_, layer) => {
    const start = offset + layer * STATISTICS_BYTES;
    const floats = new Float32Array(bytes, start, NON_FINITE);
    const words = new Uint32Array(bytes, start, STATISTICS_BYTES / 4);
    const omega = momentsAt(floats, OMEGA);
    const tau = momentsAt(floats, TAU);
    return {
      ...momentsAt(floats, OUTPUT),
      preActivation: momentsAt(floats, PRE_ACTIVATION),
      minimum: floats[MINIMUM],
      maximum: floats[MAXIMUM],
      nonFinite: words[NON_FINITE] / values,
      saturated: words[SATURATED] / values,
      dead: words[DEAD] / values,
      histogram: { ...range, counts: words.slice(COUNTS, ABOVE), below: words[BELOW], above: words[ABOVE] },
      gradient: momentsAt(floats, GRADIENT),
      weights: {
        omegaMean: omega.mean,
        omegaStd: Math.sqrt(omega.variance),
        tauMean: tau.mean,
        tauStd: Math.sqrt(tau.variance),
      },
    };
  });
}

/** Count, mean and sum of squared deviations; NaN where nothing was finite. */
function momentsAt(floats: Float32Array, at: number): Moments {
  const count = floats[at];
  return count > 0 ? { mean: floats[at + 1], variance: floats[at + 2] / count } : { mean: NaN, variance: NaN };
}
