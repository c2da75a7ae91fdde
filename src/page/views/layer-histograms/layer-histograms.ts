import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LayerStatistics } from '../../../experiment/snapshot';
import { ChartCursor } from '../../charts/chart-cursor';
import { MOST_RIDGES, relativeHistogram } from '../../charts/density';
import { formatNumber, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../design/palette';
import { meanGuide } from '../../charts/plugins/mean-guide';
import { heatMap, heatMapRows } from '../../charts/plugins/heat-map';
import { ridgeLayout, ridges, type LayerHistograms as Model } from '../../charts/plugins/ridges';
import type { LineChart, LineConfiguration } from '../../charts/register';
import { distributionTable } from '../tables';
import { theme } from '../../design/theme';
import { lineSwatch } from '../../design/lane-keys';
import { targetOf } from '../lane-health';
import { layerAfterKey, layerSelectEvent } from '../../store/layer-select';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { viewStyles } from '../../design/view-styles';
import { HISTOGRAM_WORDS, histogramsSentence, layerSentence } from './histogram-words';
import { WAITING } from '../words';

/**
 * Histograms of all layers of a lane, first layer on top, on bins that never rescale: ridges up to 24 layers, a heat map for
 * more. The target's normal curve is drawn for comparison, and shares outside the bins are written at the edges. Fires
 * 'layer-select' (LayerSelection) at a click or Enter.
 */
@customElement('snn-layer-histograms')
export class LayerHistogramsView extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      .plot {
        height: 420px;
      }

      .keys {
        margin-top: var(--snn-space-2);
      }

      .ramp {
        width: 48px;
        height: 9px;
        border: 1px solid var(--snn-border);
      }

      .ramp.lane-0 {
        --hue: var(--snn-lane-0);
      }
      .ramp.lane-1 {
        --hue: var(--snn-lane-1);
      }
      .ramp.lane-2 {
        --hue: var(--snn-lane-2);
      }
      .ramp.lane-3 {
        --hue: var(--snn-lane-3);
      }

      .ramp {
        background: linear-gradient(
          to right,
          var(--snn-panel),
          var(--hue) 70%,
          color-mix(in srgb, var(--hue) 25%, var(--snn-ink))
        );
      }
    `,
  ];

  /** Which lane's layers, from 0. */
  @property({ type: Number }) lane = 0;
  /** The selected layer, from 0. */
  @property({ attribute: false }) selected: number | null = null;

  private rows: Model['rows'] = [];
  private readonly cursor = new ChartCursor<number>(this, {
    placeAt: (_, clientY) => this.rowAt(clientY),
    start: () => this.selected ?? 0,
    afterKey: (key, layer) => layerAfterKey(key, layer, this.layers.length, 'column'),
    same: (one, other) => one === other,
    exists: (layer) => layer < this.layers.length,
    anchor: (layer) => this.anchorOf(layer),
    moved: () => this.repaint(),
    choose: (layer) => this.select(layer),
  });
  private readonly chart = this.addPlot({
    canvas: () => canvasOf(this, 'canvas'),
    configure: (palette) => this.configure(palette),
    update: (chart) => this.updateChart(chart),
  });

  protected override replaced(): void {
    if (this.cursor.place !== null) this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`
      <figure>
        <div class="plot">
          <canvas role="img" aria-label=${histogramsSentence(this.newest, this.lane, this.target.variance)}></canvas>
        </div>
        ${this.layers.length ? this.renderCursor() : html`<p class="empty">${WAITING}</p>`}
        ${
          this.layers.length > 0 && this.layers.every(({ mean }) => Number.isNaN(mean))
            ? html`<p class="empty">${HISTOGRAM_WORDS.diverged}</p>`
            : nothing
        }
      </figure>
      ${this.renderKeys()} ${this.layers.length ? distributionTable(this.layers, this.target) : nothing}
    `;
  }

  private renderCursor(): TemplateResult {
    const { place } = this.cursor;
    const layer = place ?? this.selected ?? 0;
    return html`
      ${this.cursor.render({
        label: 'Layer',
        orientation: 'vertical',
        count: this.layers.length,
        index: layer,
        text: layerSentence(this.layers, layer),
      })}
      ${place === null ? nothing : this.renderTooltip(place, this.layers[place])}
    `;
  }

  private renderTooltip(layer: number, { mean, variance, minimum, maximum }: LayerStatistics): TemplateResult {
    return html`<div class="tooltip" aria-hidden="true">
      <table>
        <caption>
          Layer ${layer + 1}
        </caption>
        <tbody>
          <tr>
            <th>mean</th>
            <td>${formatNumber(mean)}</td>
          </tr>
          <tr>
            <th>variance</th>
            <td>${formatNumber(variance)}</td>
          </tr>
          <tr>
            <th>range</th>
            <td>${formatNumber(minimum)} … ${formatNumber(maximum)}</td>
          </tr>
        </tbody>
      </table>
    </div>`;
  }

  private renderKeys(): TemplateResult {
    const deep = this.layers.length > MOST_RIDGES;
    return html`<ul class="keys" aria-hidden="true">
      ${
        deep
          ? html`<li><span class="ramp lane-${this.lane % 4}"></span>${HISTOGRAM_WORDS.keys.density}</li>
              <li>${lineSwatch()}${HISTOGRAM_WORDS.keys.mean}</li>
              <li>${lineSwatch({ dash: '3 3' })}${HISTOGRAM_WORDS.keys.deviations}</li>
              <li>${HISTOGRAM_WORDS.keys.sideBars}</li>`
          : html`<li>${lineSwatch({ opacity: 0.7 })}${HISTOGRAM_WORDS.keys.curve}</li>
              <li>${HISTOGRAM_WORDS.keys.brokenBar}</li>
              <li>${HISTOGRAM_WORDS.keys.outside}</li>`
      }
    </ul>`;
  }

  private get layers(): readonly LayerStatistics[] {
    return this.newest?.lanes[this.lane]?.layers ?? [];
  }

  private get target() {
    return targetOf(this.experiment?.lanes[this.lane]);
  }

  private configure(palette: Palette): LineConfiguration {
    const deep = () => this.rows.length > MOST_RIDGES;
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 4, right: 16, bottom: 0, left: 0 } },
        scales: {
          x: horizontalAxis(palette, {
            ticks: (min, max) => [-4, -2, 0, 2, 4].map((sd) => (min + max) / 2 + (sd * (max - min)) / 10),
            format: formatTick,
            title: 'activation',
          }),
          y: { ...verticalAxis(palette, { bare: true, ticks: () => [], width: 44 }), min: 0, max: 1 },
        },
      },
      plugins: [
        meanGuide(palette.ink, () => this.target.mean),
        ridges(() => (deep() ? null : this.model(palette))),
        heatMap(() => (deep() ? this.model(palette) : null)),
      ],
    };
  }

  private updateChart(chart: LineChart): void {
    const { mean, variance } = this.target;
    const halfWidth = 5 * Math.sqrt(variance);
    const { low, high } = this.layers[0]?.histogram ?? { low: mean - halfWidth, high: mean + halfWidth };
    const { x } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: low, max: high });
    this.rows = this.layers.map((layer) => relativeHistogram(layer.histogram, this.target));
  }

  private model(palette: Palette): Model {
    const { ink, muted, panel, font } = palette;
    return {
      rows: this.rows,
      target: this.target,
      color: laneColor(palette, this.lane),
      ink,
      muted,
      panel,
      font,
      selected: this.selected,
      hovered: this.cursor.place,
    };
  }

  private rowAt(clientY: number): number | null {
    const chart = this.chart.chart;
    if (!chart || this.rows.length === 0) return null;
    const y = clientY - chart.canvas.getBoundingClientRect().top;
    return (this.rows.length > MOST_RIDGES ? heatMapRows : ridgeLayout)(chart.chartArea, this.rows.length).rowAt(y);
  }

  private select(layer: number): void {
    if (layer < this.layers.length) this.dispatchEvent(layerSelectEvent({ lane: this.lane, layer }));
  }

  private anchorOf(layer: number): { x: number; y: number } | null {
    const chart = this.chart.chart;
    if (!chart) return null;
    const { chartArea } = chart;
    const rows = this.rows.length;
    const map = heatMapRows(chartArea, rows);
    const y = rows > MOST_RIDGES ? map.top + (layer + 0.5) * map.height : ridgeLayout(chartArea, rows).baseline(layer);
    return { x: chartArea.left + (chartArea.right - chartArea.left) * 0.72, y };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-layer-histograms': LayerHistogramsView;
  }
}
