/** The words of the layers' histograms. */
import type { LayerStatistics, Snapshot } from '../../../experiment/snapshot';
import { formatNumber } from '../../charts/format';
import { waitingLabel } from '../words';

export const HISTOGRAM_WORDS = {
  diverged: 'Diverged: all layers are NaN',
  keys: {
    density: 'density, from 0 to 1.35 × the target’s peak and above',
    mean: 'target mean',
    deviations: '± 2 sd',
    sideBars: 'bars at the sides: share of values off the chart',
    curve: 'normal curve of the target',
    brokenBar: 'broken bar: taller than shown',
    outside: '1% ▸: share of values off the chart',
  },
} as const;

/** The label of the chart of one lane. */
export function histogramsSentence(newest: Snapshot | null, lane: number, targetVariance: number): string {
  const of = newest?.lanes[lane];
  if (!newest || !of) return waitingLabel('Histograms of the activations of every layer');
  const variances = of.layers.map(({ variance }) => variance).filter(Number.isFinite);
  const range = variances.length
    ? `variance ${formatNumber(Math.min(...variances))} to ${formatNumber(Math.max(...variances))}`
    : 'all layers are NaN';
  return `Histograms of the activations of all ${of.layers.length} layers of ${of.label} at step ${newest.step}: ${range}, target ${formatNumber(targetVariance)}`;
}

/** "Layer 3 of 16: mean 0.01, variance 0.98"; layers count from 0. Empty for a layer that does not exist. */
export function layerSentence(layers: readonly LayerStatistics[], layer: number): string {
  const statistics = layers[layer];
  if (!statistics) return '';
  return `Layer ${layer + 1} of ${layers.length}: mean ${formatNumber(statistics.mean)}, variance ${formatNumber(statistics.variance)}`;
}
