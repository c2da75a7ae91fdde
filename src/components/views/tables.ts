/** The numbers behind the charts, as tables for screen readers. */
import { html, type TemplateResult } from 'lit';
import type { LaneSnapshot, LayerStatistics, Moments } from '../../experiment/snapshot';
import { relativeHistogram } from '../../charts/density';
import { formatNumber, formatShare } from '../../charts/format';

/** Mean and variance of every lane by layer. */
export function momentsTable(lanes: readonly LaneSnapshot[], depth: number): TemplateResult {
  const layers = Array.from({ length: depth }, (_, layer) => layer);
  return html`<table class="visually-hidden">
    <caption>
      Mean and variance of the activations by layer
    </caption>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        ${lanes.map(
          ({ label }) =>
            html`<th scope="col">${label}, mean</th>
              <th scope="col">${label}, variance</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        (layer) =>
          html`<tr>
            <th scope="row">${layer + 1}</th>
            ${lanes.map(({ layers: of }) =>
              of[layer]
                ? html`<td>${formatNumber(of[layer].mean)}</td>
                    <td>${formatNumber(of[layer].variance)}</td>`
                : html`<td></td>
                    <td></td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Of a lane's layers: moments, and the shares outside the histogram's bins. */
export function distributionTable(layers: readonly LayerStatistics[], target: Moments): TemplateResult {
  const { mean, variance } = target;
  const reach = 5 * Math.sqrt(variance);
  return html`<table class="visually-hidden">
    <caption>
      Distribution of the activations by layer
    </caption>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        <th scope="col">Mean</th>
        <th scope="col">Variance</th>
        <th scope="col">Below ${formatNumber(mean - reach)}</th>
        <th scope="col">Above ${formatNumber(mean + reach)}</th>
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
