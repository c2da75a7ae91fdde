/** The checks of a SELU lane: what in its recipe works against self-normalisation. */
import { momentMapJacobian, spectralRadius } from '../theory/moment-map';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import { findingAt, type Finding } from './finding';
import {
  decayingWeights,
  distantTarget,
  explodingWeights,
  firstLayerWeights,
  highwayBlocks,
  lostMean,
  narrowLayers,
  redundantNormalization,
  residualBlocks,
  shiftedWeights,
  standardDropout,
  unstandardizedInputs,
  vanishingWeights,
  type FindingTexts,
} from './finding-texts';
import { optimizerUses } from '../experiment/choices';
import { normalizationOf } from '../normalizations/catalogue';
import type { LaneTheory } from './lane-theory';

/** A variance within this share of the target has reached it. */
const NEAR = 0.05;

type Check = (lane: CompleteRecipe, experiment: CompleteExperiment, theory: LaneTheory) => Finding | null;

/**
 * τ (the variance of a weight × fan-in) differs from the ideal: with He's and PyTorch's initialisers or a gain; with Glorot's and
 * orthogonal weights, in the first layer only.
 */
const weights: Check = (lane, _, theory) => {
  const { initialization, gain, depth, fixedPoint } = lane;
  const { tau, idealTau, bounds } = theory;
  const layers = theory.initialized();
  // Only weights that sum to 0 in every unit keep a mean that is not 0.
  const recommended = fixedPoint.mean === 0 ? 'lecun-normal' : 'lecun-exact';
  const field = gain !== 1 && Math.abs(tau.hidden / idealTau - gain * gain) < 1e-9 ? 'lane.gain' : 'lane.initialization';
  const finding = (texts: FindingTexts) => findingAt(field, texts, { lane: { initialization: recommended, gain: 1 } });
  if (Math.abs(tau.hidden / idealTau - 1) > 1e-9 && depth > 1) {
    const hidden = { initialization, gain, tau: tau.hidden, idealTau, recommended } as const;
    if (tau.hidden >= bounds.high) return finding(explodingWeights(hidden, bounds.high, layers));
    if (tau.hidden <= bounds.low) return finding(vanishingWeights(hidden, bounds.low, layers));
    return finding(shiftedWeights(hidden, theory.limit(tau.hidden), layers));
  }
  const [{ variance }] = layers;
  const ideal = theory.ideal(null)[0].variance;
  if (Math.abs(tau.first / idealTau - 1) < 1e-9 || Math.abs(variance / ideal - 1) < NEAR) return null;
  const back = layers.findIndex((layer) => Math.abs(layer.variance / fixedPoint.variance - 1) < NEAR);
  const first = { initialization, gain, tau: tau.first, idealTau, recommended } as const;
  return finding(firstLayerWeights(first, layers, back, fixedPoint));
};

/** A mean other than 0 adds to the second moment of the next layer's input, unless the weights of every unit sum to 0. */
const keptMean: Check = ({ fixedPoint, initialization, gain }, _, theory) => {
  if (fixedPoint.mean === 0 || initialization === 'lecun-exact' || gain !== 1 || theory.tau.hidden !== 1) return null;
  const end = theory.limit(1);
  if (end && Math.abs(end.variance / fixedPoint.variance - 1) < NEAR) return null;
  return findingAt('lane.initialization', lostMean(fixedPoint, theory.ideal(null)), {
    lane: { initialization: 'lecun-exact' },
  });
};

/** Standard dropout, which keeps a share q of the units and scales them by 1/q, acts like τ = 1/q. */
const dropout: Check = ({ dropout: { kind, rate } }, _, theory) => {
  if (kind !== 'standard' || rate === 0) return null;
  const tau = theory.centred ? null : theory.idealTau / (1 - rate);
  const limit = theory.limit(theory.idealTau, theory.dropout);
  const layers = theory.ideal(theory.dropout);
  return findingAt('lane.dropout.kind', standardDropout(rate, tau, theory.bounds.dropout, limit, layers), {
    lane: { dropout: { kind: 'alpha' } },
  });
};

/** Inputs at another scale take several layers to reach the target. */
const inputs: Check = ({ fixedPoint, depth }, { dataset }, theory) => {
  if (dataset.standardize) return null;
  const { variance } = fixedPoint;
  const cases = [0.1, 10].map((share) => {
    const second = share * variance;
    const index = theory.ideal(null, second).findIndex((layer) => Math.abs(layer.variance / variance - 1) < NEAR);
    return { second, layers: index < 0 ? -1 : index + 1 };
  });
  return findingAt('dataset.standardize', unstandardizedInputs(fixedPoint, depth, cases), { dataset: { standardize: true } });
};

/** The consequence of decay is given for τ at this share of its ideal. */
const DECAYED = 0.8;

/** Decay alone, without the gradient, which also changes the weights. */
const weightDecay: Check = ({ normalization }, { training }, theory) => {
  const { optimizer, learningRate, momentum, weightDecay: decay } = training;
  // Weight normalisation holds τ at γ², which does not decay.
  if (decay === 0 || learningRate === 0 || normalizationOf(normalization).normalizes === 'weights') return null;
  const tau = DECAYED * theory.idealTau;
  // With momentum, each gradient counts 1/(1 − momentum) times.
  const rate = decay * learningRate * (optimizerUses(optimizer, 'momentum') ? 1 / (1 - momentum) : 1);
  const steps = Math.max(1, Math.ceil(Math.log(DECAYED) / (2 * Math.log(Math.abs(1 - rate)))));
  const texts = decayingWeights(tau, optimizer === 'adam' ? null : steps, theory.limit(tau), theory.bounds.low);
  return findingAt('training.weightDecay', texts, { training: { weightDecay: 0 } });
};

/** Standard deviation over seeds of the last layer's variance, by width: simulated with 32 untrained layers of SELU and LeCun normal. */
const SPREAD: readonly (readonly [width: number, spread: number])[] = [
  [16, 0.4],
  [32, 0.17],
  [64, 0.11],
  [256, 0.02],
];
const NARROW = 32;
const WIDER = 64;

/** Pre-activations are normal by the central limit theorem, which needs many units. */
const narrow: Check = ({ width }) => {
  if (width >= NARROW) return null;
  return findingAt('lane.width', narrowLayers(width, WIDER, SPREAD), { lane: { width: WIDER } });
};

/** Standardised inputs are at (0, 1), so layers first have to converge to another target. */
const target: Check = ({ fixedPoint }, { dataset }, { constants, idealTau }) => {
  const { mean, variance } = fixedPoint;
  if (!dataset.standardize || (mean === 0 && variance === 1)) return null;
  const rho = spectralRadius(momentMapJacobian(fixedPoint, { ...constants, omega: 0, tau: idealTau }));
  const field = mean === 0 ? 'lane.fixedPoint.variance' : 'lane.fixedPoint.mean';
  return findingAt(field, distantTarget(fixedPoint, rho), { lane: { fixedPoint: { mean: 0, variance: 1 } } });
};

/** T = σ(b) before training, with the bias b = −2 of Srivastava et al. 2015. */
const GATE = 1 / (1 + Math.exp(2));

/** The map of plain layers does not apply to blocks, which add their input to their output. */
const blocks: Check = ({ block, depth, fixedPoint: { mean, variance } }, _, theory) => {
  if (block === 'plain' || depth === 1) return null;
  const second = variance + mean * mean;
  const tau = theory.tau.hidden;
  const texts = block === 'residual' ? residualBlocks(tau * second, (tau + 1) * second) : highwayBlocks(GATE);
  return findingAt('lane.block', texts, { lane: { block: 'plain' } });
};

const normalization: Check = ({ normalization: kind, fixedPoint }, _, theory) => {
  const { label, normalizes } = normalizationOf(kind);
  if (normalizes !== 'activations') return null;
  const texts = redundantNormalization(label, theory.firstLayer(null), fixedPoint);
  return findingAt('lane.normalization', texts, { lane: { normalization: 'none' } });
};

/**
 * Returns the findings. Each assumes that everything else is correct. With a normalisation or blocks, the moment map of plain layers
 * does not apply, so only those findings are returned.
 */
export function seluFindings(lane: CompleteRecipe, experiment: CompleteExperiment, theory: LaneTheory): Finding[] {
  const first = [normalization, blocks];
  const mapped = [weights, keptMean, dropout, inputs, weightDecay, narrow, target];
  const run = (checks: readonly Check[]) =>
    checks.map((check) => check(lane, experiment, theory)).filter((finding) => finding !== null);
  const before = run(first);
  return before.length > 0 ? before : run(mapped);
}
