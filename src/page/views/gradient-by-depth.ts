/** The gradient's second moment by layer: measured, and predicted before training. */
import type { LayerStatistics } from '../../experiment/snapshot';

/** Returns the second moment of ∂loss/∂output at each layer, divided by that of the last layer. */
export function measuredGradient(layers: readonly LayerStatistics[]): number[] {
  const seconds = layers.map(({ gradient: { mean, variance } }) => variance + mean * mean);
  const last = seconds.at(-1) ?? NaN;
  return seconds.map((second) => second / last);
}

/** Returns the prediction of the same: the product of χ over all later layers; NaN if one of them has no prediction. */
export function predictedGradient(layers: readonly LayerStatistics[]): number[] {
  const last = layers.at(-1)?.predicted.backwardGain ?? NaN;
  const gradients = layers.map(() => (Number.isNaN(last) ? NaN : 1));
  for (let l = layers.length - 2; l >= 0; l--) gradients[l] = gradients[l + 1] * layers[l + 1].predicted.backwardGain;
  return gradients;
}

/** Returns the measured χ of a layer: the second moment of the gradient at the previous layer divided by its own. NaN for the first layer. */
export function measuredGain(layers: readonly LayerStatistics[], layer: number): number {
  const gradient = measuredGradient(layers);
  return (gradient[layer - 1] ?? NaN) / gradient[layer];
}

/** Returns the geometric mean of χ over all layers but the first; NaN for a single layer. */
export function gainPerLayer(gradient: readonly number[]): number {
  return gradient.length > 1 ? gradient[0] ** (1 / (gradient.length - 1)) : NaN;
}
