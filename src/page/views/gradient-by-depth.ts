/** How the gradient's second moment goes from layer to layer, measured and as theory has it at the start. */
import type { LayerStatistics } from '../../experiment/snapshot';

/** Of ∂loss/∂output at each layer, as many times as that at the last layer. */
export function measuredGradient(layers: readonly LayerStatistics[]): number[] {
  const seconds = layers.map(({ gradient: { mean, variance } }) => variance + mean * mean);
  const last = seconds.at(-1) ?? NaN;
  return seconds.map((second) => second / last);
}

/** The same from the product of all χ above a layer; NaN where theory says nothing of one of them. */
export function predictedGradient(layers: readonly LayerStatistics[]): number[] {
  const last = layers.at(-1)?.predicted.backwardGain ?? NaN;
  const gradients = layers.map(() => (Number.isNaN(last) ? NaN : 1));
  for (let l = layers.length - 2; l >= 0; l--) gradients[l] = gradients[l + 1] * layers[l + 1].predicted.backwardGain;
  return gradients;
}

/** χ of each layer as it is measured: the gradient below it over that at it. NaN for the first. */
export function measuredGain(layers: readonly LayerStatistics[], layer: number): number {
  const gradient = measuredGradient(layers);
  return (gradient[layer - 1] ?? NaN) / gradient[layer];
}

/** The geometric mean of χ over all layers that have one; NaN for a single layer. */
export function gainALayer(gradient: readonly number[]): number {
  return gradient.length > 1 ? gradient[0] ** (1 / (gradient.length - 1)) : NaN;
}
