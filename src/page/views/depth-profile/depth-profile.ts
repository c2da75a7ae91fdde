import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LaneSnapshot, Snapshot } from '../../../experiment/snapshot';
import { ChartCursor } from '../../charts/chart-cursor';
import { formatNumber } from '../../charts/format';
import { theme } from '../../design/theme';
import { depthModel, depthShown } from './depth-model';
import { DepthPanel, isPredicted, THEORY_DASH } from './depth-panel';
import { MEAN, VARIANCE } from './depth-quantities';
import { bandSwatch, lineSwatch } from '../../design/lane-keys';
import { layerAfterKey, layerSelectEvent, type LayerSelection } from '../../store/layer-select';
import { momentsTable } from '../tables';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { viewStyles } from '../../design/view-styles';
import { DEPTH_WORDS, depthSentence, layerSentence, type DepthSentenceQuantity } from './depth-words';
import { WAITING } from '../words';

/**
 * Mean and variance of the activations by layer, all lanes in one chart. The target is a line, the theoretical prediction is
 * dotted, the run's first snapshot is faint, and each line ends in the lane's name and newest value. Fires 'layer-select'
 * (LayerSelection) at a click or Enter.
 */
@customElement('snn-depth-profile')
export class DepthProfile extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      .mean {
        height: 150px;
      }

      .variance {
        height: 236px;
      }

      .variance-heading {
        margin-top: var(--snn-space-3);
      }

      .keys {
        margin-top: var(--snn-space-2);
      }
    `,
  ];

  /** The run's first snapshot, drawn faintly behind the newest. */
  @property({ attribute: false }) initial: Snapshot | null = null;

  private readonly cursor = new ChartCursor<LayerSelection>(this, {
    placeAt: (clientX, clientY) => this.layerAt(clientX, clientY),
    start: () => ({ lane: 0, layer: this.depth - 1 }),
    afterKey: (key, from) => this.afterKey(key, from),
    same: (one, other) => one.lane === other.lane && one.layer === other.layer,
    exists: ({ lane, layer }) => layer < this.depth && lane < this.lanes.length,
    anchor: ({ layer }) => this.anchorOf(layer),
    moved: () => this.repaint(),
    choose: (selection) => this.select(selection),
  });
  private readonly panels: Record<DepthSentenceQuantity, DepthPanel> = {
    mean: new DepthPanel(MEAN, () => this.model(), true),
    variance: new DepthPanel(VARIANCE, () => this.model()),
  };
  private readonly charts = {
    mean: this.addPlot(this.panels.mean.plot(() => canvasOf(this, '.mean canvas'))),
    variance: this.addPlot(this.panels.variance.plot(() => canvasOf(this, '.variance canvas'))),
  };

  protected override replaced(before: Snapshot | null): void {
    if (!before || !this.newest || this.newest.step < before.step) this.resetRanges();
    if (this.cursor.place) this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('experiment') || changed.has('initial')) this.resetRanges();
  }

  protected override render(): TemplateResult {
    return html`
      <figure>
        <p class="heading">${DEPTH_WORDS.mean.title} <small>${DEPTH_WORDS.mean.hint}</small></p>
        <div class="plot mean">
          <canvas role="img" aria-label=${depthSentence('mean', this.newest, this.experiment)}></canvas>
        </div>
        <p class="heading variance-heading">${DEPTH_WORDS.variance.title} <small>${DEPTH_WORDS.variance.hint}</small></p>
        <div class="plot variance">
          <canvas role="img" aria-label=${depthSentence('variance', this.newest, this.experiment)}></canvas>
        </div>
        ${this.newest ? this.renderCursor() : html`<p class="empty">${WAITING}</p>`}
      </figure>
      ${this.renderKeys()} ${this.newest ? momentsTable(this.lanes, this.depth) : nothing}
    `;
  }

  private renderCursor(): TemplateResult {
    const { place } = this.cursor;
    const layer = place?.layer ?? this.depth - 1;
    return html`
      ${this.cursor.render({
        label: 'Layer',
        count: this.depth,
        index: layer,
        text: layerSentence(layer, this.depth, this.lanes),
      })}
      ${place ? this.renderTooltip(place) : nothing}
    `;
  }

  private renderTooltip({ layer, lane: chosen }: LayerSelection): TemplateResult {
    const rows = this.lanes.map((lane, index) => {
      const statistics = lane.layers[layer];
      if (!statistics) return nothing;
      return html`<tr class=${index === chosen ? 'chosen' : ''}>
        <th class="lane-${index % 4}">${lane.label}</th>
        <td>${formatNumber(statistics.mean)}</td>
        <td>${formatNumber(statistics.variance)}</td>
      </tr>`;
    });
    return html`<div class="tooltip" aria-hidden="true">
      <table>
        <thead>
          <tr>
            <th>Layer ${layer + 1}</th>
            <th>mean</th>
            <th>variance</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
  }

  private renderKeys(): TemplateResult {
    // All keys are shown from the start, so that nothing moves when the first snapshot arrives.
    const waiting = this.newest === null;
    const predicted = waiting || this.lanes.some(({ layers }) => isPredicted(layers));
    const noisy = waiting || this.lanes.some(({ layers }) => layers.some(({ predicted }) => Number.isFinite(predicted.noise)));
    return html`<ul class="keys" aria-hidden="true">
      <li>${lineSwatch()}${DEPTH_WORDS.keys.target}</li>
      ${predicted ? html`<li>${lineSwatch({ dash: THEORY_DASH.join(' ') })}${DEPTH_WORDS.keys.predicted}</li>` : nothing}
      ${waiting || this.initial ? html`<li>${lineSwatch({ opacity: 0.4 })}${DEPTH_WORDS.keys.initial(this.initial?.step ?? 0)}</li>` : nothing}
      ${noisy ? html`<li>${bandSwatch()}${DEPTH_WORDS.keys.noise}</li>` : nothing}
    </ul>`;
  }

  private get lanes(): readonly LaneSnapshot[] {
    return this.newest?.lanes ?? [];
  }

  private get depth(): number {
    return depthShown(this.experiment, this.newest);
  }

  private model() {
    return depthModel(this.experiment, this.newest, this.initial, this.cursor.place);
  }

  private resetRanges(): void {
    this.panels.mean.resetRange();
    this.panels.variance.resetRange();
  }

  private afterKey(key: string, { lane, layer }: LayerSelection): LayerSelection | null {
    const moved = layerAfterKey(key, layer, this.depth, 'row');
    if (moved !== null) return { lane, layer: moved };
    const turn = { ArrowUp: -1, ArrowDown: 1 }[key];
    return turn ? { layer, lane: (lane + turn + this.lanes.length) % this.lanes.length } : null;
  }

  private select({ lane, layer }: LayerSelection): void {
    const layers = this.lanes[lane]?.layers.length ?? 0;
    if (layers > 0) this.dispatchEvent(layerSelectEvent({ lane, layer: Math.min(layer, layers - 1) }));
  }

  /** The layer under a point of the screen, and the lane whose line is nearest. */
  private layerAt(clientX: number, clientY: number): LayerSelection | null {
    const { mean, variance } = this.charts;
    const meanBox = mean.chart?.canvas.getBoundingClientRect();
    const inMean = meanBox !== undefined && clientY <= meanBox.bottom;
    const [panel, chart] = inMean ? [this.panels.mean, mean.chart] : [this.panels.variance, variance.chart];
    if (!chart) return null;
    const box = chart.canvas.getBoundingClientRect();
    const layer = Math.round(chart.scales.x.getValueForPixel(clientX - box.left) ?? 1) - 1;
    const within = Math.min(this.depth - 1, Math.max(0, layer));
    return { layer: within, lane: panel.nearestLane(chart, within, clientY - box.top) };
  }

  private anchorOf(layer: number): { x: number; y: number } | null {
    const figure = this.renderRoot.querySelector('figure');
    const chart = this.charts.mean.chart;
    return figure && chart ? { x: chart.scales.x.getPixelForValue(layer + 1), y: figure.clientHeight / 2 } : null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-depth-profile': DepthProfile;
  }
  interface HTMLElementEventMap {
    'layer-select': CustomEvent<LayerSelection>;
  }
}
