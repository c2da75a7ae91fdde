/** The charts' numbers as tables for screen readers. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LaneSnapshot, LayerStatistics } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { relativeHistogram } from '../charts/density';
import { formatNumber, formatShare } from '../charts/format';
import { measuredGradient, predictedGradient } from './gradient-by-depth';

/** Renders mean and variance by layer, for every lane. */
export function momentsTable(lanes: readonly LaneSnapshot[], depth: number): TemplateResult {
  return layerTable('Mean and variance of the activations by layer', lanes, depth, [
    { name: 'mean', values: ({ layers }) => layers.map(({ mean }) => mean) },
    { name: 'variance', values: ({ layers }) => layers.map(({ variance }) => variance) },
  ]);
}

/** Renders the gradient's second moment by layer relative to the last layer, measured and predicted, for every lane. */
export function gradientTable(lanes: readonly LaneSnapshot[], depth: number): TemplateResult {
  return layerTable('Mean square of the gradient by layer, relative to the last layer', lanes, depth, [
    { name: 'measured', values: ({ layers }) => measuredGradient(layers) },
    { name: 'predicted before training', values: ({ layers }) => predictedGradient(layers) },
  ]);
}

interface LayerColumn {
  name: string;
  /** One value per layer of the lane. */
  values: (lane: LaneSnapshot) => number[];
}

function layerTable(
  caption: string,
  lanes: readonly LaneSnapshot[],
  depth: number,
  columns: readonly LayerColumn[],
): TemplateResult {
  const filledColumns = lanes.flatMap((lane) =>
    columns.map(({ name, values }) => ({ heading: `${lane.label}, ${name}`, values: values(lane) })),
  );
  const layers = Array.from({ length: depth }, (_, layer) => layer);
  return html`<table class="visually-hidden">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        ${filledColumns.map(({ heading }) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        (layer) =>
          html`<tr>
            <th scope="row">${layer + 1}</th>
            ${filledColumns.map(({ values }) => html`<td>${layer < values.length ? formatNumber(values[layer]) : nothing}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Renders a lane's layers: moments, and the shares outside the histogram's bins. */
export function distributionTable(layers: readonly LayerStatistics[], target: Moments): TemplateResult {
  const { mean, variance } = target;
  const halfWidth = 5 * Math.sqrt(variance);
  return html`<table class="visually-hidden">
    <caption>
      Distribution of the activations by layer
    </caption>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        <th scope="col">Mean</th>
        <th scope="col">Variance</th>
        <th scope="col">Below ${formatNumber(mean - halfWidth)}</th>
        <th scope="col">Above ${formatNumber(mean + halfWidth)}</th>
      </tr>
    </thead>
    <tbody>
      ${layers.map((layer, index) => {
        const { below, above } = relativeHistogram(layer.histogram, target);
        return html`<tr>
          <th scope="row">${index + 1}</th>
          <td>${formatNumber(layer.mean)}</td>
          <td>${formatNumber(layer.variance)}</td>
          <td>${formatShare(below)}</td>
          <td>${formatShare(above)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
