/** Theory of one lane before training, for one part of its recipe at a time, in wide plain layers. */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import { findDataset } from '../data/catalogue';
import { pooledNormalization } from './pooled-normalization';
import { resolveDropout, resolveConstants } from './resolved-constants';
import { initialBiasVariance, initialTau } from './initial-tau';
import { layerMap } from '../theory/layer-map';
import { mapMoments } from '../theory/moment-map';
import { type PooledDropout, type PooledLayer, normalizedLayer, normalLayer, pooledLayers } from '../theory/pooled';
import { depthLimit } from '../theory/depth-limit';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { idealTau } from '../experiment/realization';
import type { Moments } from '../theory/moments';

export interface LaneTheory {
  /** The resolved α and λ. */
  constants: ActivationParameters;
  activation: (x: number) => number;
  /** τ of the first layer, whose fan-in is the number of features, and of the other layers. */
  tau: { first: number; hidden: number };
  /** The τ at which SELU has its fixed point: 1, or 1/σ² for weights divided by σ. */
  idealTau: number;
  dropout: PooledDropout | null;
  /** Returns the layers with the lane's initial weights and without dropout. */
  initialized: (secondMoment?: number) => PooledLayer[];
  /** Returns the layers with weights of the ideal τ, with or without dropout. */
  ideal: (dropout: PooledDropout | null, secondMoment?: number) => PooledLayer[];
  /** The first layer, normalised as the lane has it or not at all, with the ideal τ. */
  firstLayer: (dropout: PooledDropout | null) => Moments;
  /** Returns the limit of layers with this τ, starting from the target (depth-limit.ts). Only for SELU. */
  limit: (tau: number, dropout?: PooledDropout | null) => Moments | null;
  /** A fixed point other than 0 exists for τ between these bounds, and for standard dropout below this rate. Only for SELU. */
  bounds: { low: number; high: number; dropout: number };
  /** Whether the weights of each unit sum to 0. */
  centred: boolean;
}

/** Returns the theory of a lane; null if no α and λ exist for its SELU target. */
export function laneTheory(lane: CompleteRecipe, experiment: CompleteExperiment): LaneTheory | null {
  const constants = resolveConstants(lane);
  if (!constants) return null;
  const { depth, width, initialization, fixedPoint } = lane;
  const record = activationOf(lane.activation);
  const activation = (x: number) => record.value(x, constants);
  // How many features own data have is not known here.
  const features = findDataset(experiment.dataset.name)?.features ?? width;
  const tau = { first: initialTau(lane, features, width), hidden: initialTau(lane, width, width) };
  const centred = initialization === 'lecun-exact';
  const ideal = idealTau(lane);
  const pooled = (
    tauOf: (layer: number) => number,
    bias: (layer: number) => number,
    second: number,
    drops: PooledDropout | null,
  ) => pooledLayers(activation, depth, second, tauOf, bias, drops, centred);
  return {
    constants,
    activation,
    tau,
    idealTau: ideal,
    dropout: resolveDropout(lane, constants),
    initialized: (second = 1) =>
      pooled(
        (layer) => (layer === 0 ? tau.first : tau.hidden),
        (layer) => initialBiasVariance(lane, layer === 0 ? features : width),
        second,
        null,
      ),
    ideal: (drops, second = 1) =>
      pooled(
        () => ideal,
        () => 0,
        second,
        drops,
      ),
    firstLayer: (drops) => {
      const normalization = pooledNormalization(lane);
      return normalization ? normalizedLayer(activation, normalization, ideal, drops) : normalLayer(activation, ideal, drops);
    },
    limit: (tauOfAll, drops = null) => {
      const map = layerMap(
        (entering) => mapMoments(entering, { ...constants, omega: 1, tau: 1 }),
        { tau: tauOfAll, centred },
        drops,
      );
      return depthLimit(map, fixedPoint.variance);
    },
    bounds: tauBounds(constants, centred, ideal),
    centred,
  };
}

/**
 * By E[f²]/q for z ~ N(0, q): λ²(1 + α²)/2 as q goes to 0, λ²/2 as it grows beyond all bounds, where ordinary dropout divides it by
 * the share kept. Where the mean cancels, by Var[f]/q: E[f]²/q is λ²(1 − α)²/2π and λ²/2π there.
 */
function tauBounds({ alpha, lambda }: ActivationParameters, centred: boolean, ideal: number): LaneTheory['bounds'] {
  const mean = centred ? 1 / (2 * Math.PI) : 0;
  const scale = 1 / (lambda * lambda);
  return {
    low: scale / ((1 + alpha * alpha) / 2 - mean * (1 - alpha) ** 2),
    high: scale / (0.5 - mean),
    dropout: Math.max(0, 1 - 0.5 / (scale / ideal + mean)),
  };
}
