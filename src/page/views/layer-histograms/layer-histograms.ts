import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LaneSnapshot, LayerStatistics } from '../../../experiment/snapshot';
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
import { placeTooltip, viewStyles } from '../../design/view-styles';

/**
 * Histograms of every layer of a lane at once, first layer on top, on bins that never rescale: ridges up to 24 layers, a heat
 * map past that, the target's normal curve for comparison. What lies outside the bins is written at the edges. Fires
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
  /** The layer that is marked, from 0. */
  @property({ attribute: false }) selected: number | null = null;
  @state() private hovered: number | null = null;

  private rows: Model['rows'] = [];
  private readonly chart = this.addPlot({
    canvas: () => canvasOf(this, 'canvas'),
    configure: (palette) => this.configure(palette),
    update: (chart) => this.updateChart(chart),
  });

  protected override replaced(): void {
    if (this.hovered !== null) this.requestUpdate();
  }

  protected override willUpdate(): void {
    if (this.hovered !== null && this.hovered >= this.layers.length) this.hovered = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('hovered') && changed.size === 1) this.repaint();
    else super.updated(changed);
    this.placeTooltip();
  }

  protected override render(): TemplateResult {
    return html`
      <figure>
        <div class="plot"><canvas role="img" aria-label=${this.sentence}></canvas></div>
        ${this.layers.length ? this.renderCursor() : html`<p class="empty">Waiting for the first step</p>`}
        ${
          this.layers.length > 0 && this.layers.every(({ mean }) => Number.isNaN(mean))
            ? html`<p class="empty">Diverged: no layer holds a number</p>`
            : nothing
        }
      </figure>
      ${this.renderKeys()} ${this.layers.length ? distributionTable(this.layers, this.target) : nothing}
    `;
  }

  private renderCursor(): TemplateResult {
    const layer = this.hovered ?? this.selected ?? 0;
    return html`
      <div
        class="cursor"
        role="slider"
        tabindex="0"
        aria-label="Layer"
        aria-orientation="vertical"
        aria-valuemin="1"
        aria-valuemax=${this.layers.length}
        aria-valuenow=${layer + 1}
        aria-valuetext=${this.layerSentence(layer)}
        @pointermove=${this.point}
        @pointerleave=${this.leave}
        @focus=${this.focusCursor}
        @blur=${this.leave}
        @keydown=${this.press}
        @click=${this.choose}
      ></div>
      ${this.hovered === null ? nothing : this.renderTooltip(this.hovered, this.layers[this.hovered])}
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
          ? html`<li><span class="ramp lane-${this.lane % 4}"></span>density, up to 1.35 × the target’s peak or more</li>
              <li>${lineSwatch()}target’s mean</li>
              <li>${lineSwatch({ dash: '3 3' })}± 2 sd</li>
              <li>bars at the sides: beyond the axis</li>`
          : html`<li>${lineSwatch({ opacity: 0.7 })}target’s normal curve</li>
              <li>cut bar: taller than drawn</li>
              <li>1% ▸: beyond the axis</li>`
      }
    </ul>`;
  }

  private get of(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  private get layers(): readonly LayerStatistics[] {
    return this.of?.layers ?? [];
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
    const reach = 5 * Math.sqrt(variance);
    const { low, high } = this.layers[0]?.histogram ?? { low: mean - reach, high: mean + reach };
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
      hovered: this.hovered,
    };
  }

  private rowAt(clientY: number): number | null {
    const chart = this.chart.chart;
    if (!chart || this.rows.length === 0) return null;
    const y = clientY - chart.canvas.getBoundingClientRect().top;
    return (this.rows.length > MOST_RIDGES ? heatMapRows : ridgeLayout)(chart.chartArea, this.rows.length).rowAt(y);
  }

  private readonly point = (moved: PointerEvent): void => {
    this.hovered = this.rowAt(moved.clientY);
  };

  private readonly leave = (left: Event): void => {
    if (left.type === 'pointerleave' && left.currentTarget instanceof Element && left.currentTarget.matches(':focus-visible'))
      return;
    this.hovered = null;
  };

  private readonly focusCursor = (focused: FocusEvent): void => {
    if (!(focused.currentTarget instanceof Element) || !focused.currentTarget.matches(':focus-visible')) return;
    this.hovered ??= this.selected ?? 0;
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    const layer = this.hovered ?? this.selected ?? 0;
    const moved = layerAfterKey(pressed.key, layer, this.layers.length, 'column');
    if (moved !== null) this.hovered = moved;
    else if (pressed.key === 'Enter' || pressed.key === ' ') this.select(layer);
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  };

  private readonly choose = (clicked: MouseEvent): void => {
    const layer = this.rowAt(clicked.clientY);
    if (layer !== null) this.select(layer);
  };

  private select(layer: number): void {
    if (layer < this.layers.length) this.dispatchEvent(layerSelectEvent({ lane: this.lane, layer }));
  }

  private placeTooltip(): void {
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const figure = this.renderRoot.querySelector('figure');
    const chart = this.chart.chart;
    if (!tooltip || !figure || !chart || this.hovered === null) return;
    const rows = this.rows.length;
    const map = heatMapRows(chart.chartArea, rows);
    const y =
      rows > MOST_RIDGES
        ? map.top + (this.hovered + 0.5) * map.height
        : ridgeLayout(chart.chartArea, rows).baseline(this.hovered);
    placeTooltip(tooltip, figure, chart.chartArea.left + (chart.chartArea.right - chart.chartArea.left) * 0.72, y);
  }

  private get sentence(): string {
    const { of } = this;
    if (!of || !this.newest) return 'Histograms of the activations of every layer: waiting for the first step';
    const spreads = of.layers.map(({ variance }) => variance).filter(Number.isFinite);
    const spread = spreads.length
      ? `variance ${formatNumber(Math.min(...spreads))} to ${formatNumber(Math.max(...spreads))}`
      : 'no numbers';
    return `Histograms of the activations of all ${of.layers.length} layers of ${of.label} at step ${this.newest.step}: ${spread}, target ${formatNumber(this.target.variance)}`;
  }

  private layerSentence(layer: number): string {
    const statistics = this.layers[layer];
    if (!statistics) return '';
    return `Layer ${layer + 1} of ${this.layers.length}: mean ${formatNumber(statistics.mean)}, variance ${formatNumber(statistics.variance)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-layer-histograms': LayerHistogramsView;
  }
}
