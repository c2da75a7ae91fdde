/** The words of the depth profile. */
import type { CompleteExperiment } from '../../../experiment/experiment';
import type { LaneSnapshot, Snapshot } from '../../../experiment/snapshot';
import { formatNumber } from '../../charts/format';
import { healthRemark, laneHealth, targetOf } from '../lane-health';
import { waitingLabel } from '../words';

export type DepthSentenceQuantity = 'mean' | 'variance';

export const DEPTH_WORDS = {
  mean: { title: 'Mean', hint: 'of each layer’s activations', label: 'Mean of the activations by layer' },
  variance: {
    title: 'Variance',
    hint: 'of each layer’s activations, log scale',
    label: 'Variance of the activations by layer, log scale',
  },
  keys: {
    target: 'target',
    predicted: 'predicted before training',
    initial: (step: number) => `step ${step}`,
    noise: 'sampling noise, ±2 sd',
  },
  allNaN: 'all layers are NaN',
} as const;

/** The label of one chart: what it shows, and each lane's last layer, range and target. */
export function depthSentence(
  quantity: DepthSentenceQuantity,
  newest: Snapshot | null,
  experiment: CompleteExperiment | null,
): string {
  const { label } = DEPTH_WORDS[quantity];
  if (!newest) return waitingLabel(label);
  const lanes = newest.lanes.map((lane, index) => {
    const target = targetOf(experiment?.lanes[index]);
    const remark = healthRemark(laneHealth(lane, target));
    return `${lane.label}: ${remark ? `${remark}; ` : ''}${valuesInWords(lane, quantity, target[quantity])}.`;
  });
  return `${label} at step ${newest.step}. ${lanes.join(' ')}`;
}

function valuesInWords({ layers }: LaneSnapshot, quantity: DepthSentenceQuantity, target: number): string {
  const values = layers.map((layer) => layer[quantity]).filter(Number.isFinite);
  if (values.length === 0) return DEPTH_WORDS.allNaN;
  const last = layers.at(-1)?.[quantity] ?? NaN;
  const range = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  return `${formatNumber(last)} in layer ${layers.length}, ${range} over all layers, target ${formatNumber(target)}`;
}

/** "Layer 2 of 16. SELU: mean 0.01, variance 0.98; ReLU: …"; layers count from 0. */
export function layerSentence(layer: number, depth: number, lanes: readonly LaneSnapshot[]): string {
  const readings = lanes.flatMap(({ label, layers }) =>
    layers[layer]
      ? [`${label}: mean ${formatNumber(layers[layer].mean)}, variance ${formatNumber(layers[layer].variance)}`]
      : [],
  );
  return `Layer ${layer + 1} of ${depth}. ${readings.join('; ')}`;
}
