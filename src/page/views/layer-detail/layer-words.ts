/** The words of a layer's detail. */
import type { LayerStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import { formatNumber } from '../../charts/format';
import { waitingLabel } from '../words';

export const LAYER_WORDS = {
  curve: 'normal curve of the target',
  trends: 'Over the run',
  trendsHint: (underTheorem: boolean) =>
    `by step; ω and τ with ± 1 sd over units${underTheorem ? ', grey where Theorem 1 of the paper holds' : ''}`,
  trendLabel: (label: string, value: string) => `${label} over steps, now ${value}`,
  numbers: {
    mean: 'mean',
    variance: 'variance',
    preActivationMean: 'pre-activation mean',
    preActivationVariance: 'pre-activation variance',
    range: 'range',
    saturated: 'saturated',
    dead: 'dead',
    omega: 'ω, sum of a unit’s weights',
    tau: 'τ, sum of their squares',
    gradientVariance: 'gradient variance',
    chi: 'χ, gain of squared gradients',
    predicted: (value: string) => `predicted ${value}`,
    nonFinite: 'not finite',
  },
  /** What would happen if every layer had this layer's weights. */
  verdict: {
    grows: 'the signal would grow without limit',
    oscillates: 'the mean would oscillate and never converge',
    vanishes: 'the signal would vanish: the only fixed point is 0',
    settles: (end: Moments, target: Moments) =>
      `the signal would settle at mean ${formatNumber(end.mean)} and variance ${formatNumber(end.variance)}; ` +
      `the target is ${formatNumber(target.mean)} and ${formatNumber(target.variance)}`,
    sentence: (consequence: string) =>
      `If every layer had weights with this ω and τ, ${consequence}. This theory assumes weights that are independent of the input.`,
  },
} as const;

/** The label of the histogram; layers count from 0. */
export function layerSentence(layer: number, lane: string, statistics: LayerStatistics | undefined): string {
  const what = `Histogram of the activations of layer ${layer + 1}`;
  if (!statistics) return waitingLabel(what);
  const { mean, variance } = statistics;
  return `${what} of ${lane}: mean ${formatNumber(mean)}, variance ${formatNumber(variance)}`;
}

/** The section that shows the layer's plain shaders. */
export const SOURCE_WORDS = {
  title: 'Source',
  hint: 'the steps of this layer as plain WGSL; training runs faster kernels with the same results',
  copy: 'Copy',
  copied: 'Copied',
} as const;
