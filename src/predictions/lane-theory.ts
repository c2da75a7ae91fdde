/** The theory of one lane before training, for wide plain layers. It can apply each part of the recipe on its own. */
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
  /** The resolved constants of the activation, such as SELU's α and λ. */
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
  /** Returns the moments of the first layer with the ideal τ and the lane's normalisation, if any. */
  firstLayer: (dropout: PooledDropout | null) => Moments;
  /** Returns the limit of layers with this τ, starting from the target (depth-limit.ts). Only for SELU. */
  limit: (tau: number, dropout?: PooledDropout | null) => Moments | null;
  /** SELU has a fixed point other than 0 for τ between `low` and `high`, and with standard dropout for rates below `dropout`. */
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
  // The number of features of the user's own data is unknown here.
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
 * Returns the bounds from the limits of E[f²]/q for z ~ N(0, q): λ²(1 + α²)/2 for q → 0 and λ²/2 for q → ∞. Standard dropout divides
 * E[f²] by the share of units kept. If the weights are centred, the mean cancels, so Var[f]/q counts instead; there E[f]²/q has the
 * limits λ²(1 − α)²/2π and λ²/2π.
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
