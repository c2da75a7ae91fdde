import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LaneSnapshot, Snapshot } from '../../../experiment/snapshot';
import { formatNumber } from '../../charts/format';
import { theme } from '../../design/theme';
import { depthModel, depthShown } from './depth-model';
import { DepthPanel, isPredicted, THEORY_DASH } from './depth-panel';
import { MEAN, VARIANCE } from './depth-quantities';
import { bandSwatch, lineSwatch } from '../../design/lane-keys';
import { healthRemark, laneHealth, targetOf } from '../lane-health';
import { layerAfterKey, layerSelectEvent, type LayerSelection } from '../../store/layer-select';
import { momentsTable } from '../tables';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { placeTooltip, viewStyles } from '../../design/view-styles';

type Quantity = 'mean' | 'variance';

/**
 * Mean and variance of the activations against layer: every lane in one chart, the target as a line, what theory predicts
 * dotted, the run's first snapshot as a ghost, names and newest values at the lines' ends. Fires 'layer-select'
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
  @state() private at: LayerSelection | null = null;

  private readonly panels: Record<Quantity, DepthPanel> = {
    mean: new DepthPanel(MEAN, () => this.model(), true),
    variance: new DepthPanel(VARIANCE, () => this.model()),
  };
  private readonly charts = {
    mean: this.addPlot(this.panels.mean.plot(() => canvasOf(this, '.mean canvas'))),
    variance: this.addPlot(this.panels.variance.plot(() => canvasOf(this, '.variance canvas'))),
  };

  protected override replaced(before: Snapshot | null): void {
    if (!before || !this.newest || this.newest.step < before.step) this.resetRanges();
    if (this.at) this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('experiment') || changed.has('initial')) this.resetRanges();
    if (this.at && (this.at.layer >= this.depth || this.at.lane >= this.lanes.length)) this.at = null;
  }

  protected override updated(changed: PropertyValues): void {
    // A cursor that moved changes what a plugin draws and nothing else.
    if (changed.has('at') && changed.size === 1) this.repaint();
    else super.updated(changed);
    this.placeTooltip();
  }

  protected override render(): TemplateResult {
    return html`
      <figure>
        <p class="heading">Mean <small>of each layer’s activations</small></p>
        <div class="plot mean"><canvas role="img" aria-label=${this.sentence('mean')}></canvas></div>
        <p class="heading variance-heading">Variance <small>of each layer’s activations, log scale</small></p>
        <div class="plot variance"><canvas role="img" aria-label=${this.sentence('variance')}></canvas></div>
        ${this.newest ? this.renderCursor() : html`<p class="empty">Waiting for the first step</p>`}
      </figure>
      ${this.renderKeys()} ${this.newest ? momentsTable(this.lanes, this.depth) : nothing}
    `;
  }

  private renderCursor(): TemplateResult {
    const layer = this.at?.layer ?? this.depth - 1;
    return html`
      <div
        class="cursor"
        role="slider"
        tabindex="0"
        aria-label="Layer"
        aria-valuemin="1"
        aria-valuemax=${this.depth}
        aria-valuenow=${layer + 1}
        aria-valuetext=${this.layerSentence(layer)}
        @pointermove=${this.point}
        @pointerleave=${this.leave}
        @focus=${this.focusCursor}
        @blur=${this.leave}
        @keydown=${this.press}
        @click=${this.choose}
      ></div>
      ${this.at ? this.renderTooltip(this.at) : nothing}
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
    // All of them from the start, so that nothing moves when the first snapshot comes.
    const waiting = this.newest === null;
    const predicted = waiting || this.lanes.some(({ layers }) => isPredicted(layers));
    const noisy = waiting || this.lanes.some(({ layers }) => layers.some(({ predicted }) => Number.isFinite(predicted.noise)));
    return html`<ul class="keys" aria-hidden="true">
      <li>${lineSwatch()}target</li>
      ${predicted ? html`<li>${lineSwatch({ dash: THEORY_DASH.join(' ') })}theory, at the start</li>` : nothing}
      ${waiting || this.initial ? html`<li>${lineSwatch({ opacity: 0.4 })}step ${this.initial?.step ?? 0}</li>` : nothing}
      ${noisy ? html`<li>${bandSwatch()}sampling noise alone, ±2 sd</li>` : nothing}
    </ul>`;
  }

  private get lanes(): readonly LaneSnapshot[] {
    return this.newest?.lanes ?? [];
  }

  private get depth(): number {
    return depthShown(this.experiment, this.newest);
  }

  private model() {
    return depthModel(this.experiment, this.newest, this.initial, this.at);
  }

  private resetRanges(): void {
    this.panels.mean.resetRange();
    this.panels.variance.resetRange();
  }

  private readonly point = (moved: PointerEvent): void => {
    const found = this.under(moved.clientX, moved.clientY);
    if (found && (found.layer !== this.at?.layer || found.lane !== this.at.lane)) this.at = found;
  };

  private readonly leave = (left: Event): void => {
    // The pointer may go while the keyboard stays.
    if (left.type === 'pointerleave' && left.currentTarget instanceof Element && left.currentTarget.matches(':focus-visible'))
      return;
    this.at = null;
  };

  private readonly focusCursor = (focused: FocusEvent): void => {
    if (!(focused.currentTarget instanceof Element) || !focused.currentTarget.matches(':focus-visible')) return;
    this.at ??= { lane: 0, layer: this.depth - 1 };
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    const { lane, layer } = this.at ?? { lane: 0, layer: this.depth - 1 };
    const moved = layerAfterKey(pressed.key, layer, this.depth, 'row');
    const turn = { ArrowUp: -1, ArrowDown: 1 }[pressed.key];
    if (moved !== null) this.at = { lane, layer: moved };
    else if (turn) this.at = { layer, lane: (lane + turn + this.lanes.length) % this.lanes.length };
    else if (pressed.key === 'Enter' || pressed.key === ' ') this.select({ lane, layer });
    else return;
    // These keys mean something else to the page around.
    pressed.preventDefault();
    pressed.stopPropagation();
  };

  private readonly choose = (clicked: MouseEvent): void => {
    const found = this.under(clicked.clientX, clicked.clientY);
    if (found) this.select(found);
  };

  private select({ lane, layer }: LayerSelection): void {
    const layers = this.lanes[lane]?.layers.length ?? 0;
    if (layers > 0) this.dispatchEvent(layerSelectEvent({ lane, layer: Math.min(layer, layers - 1) }));
  }

  /** The layer under a place on the screen, and the lane whose line is nearest there. */
  private under(clientX: number, clientY: number): LayerSelection | null {
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

  private placeTooltip(): void {
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const figure = this.renderRoot.querySelector('figure');
    const chart = this.charts.mean.chart;
    if (!tooltip || !figure || !chart || !this.at) return;
    const x = chart.scales.x.getPixelForValue(this.at.layer + 1);
    placeTooltip(tooltip, figure, x, figure.clientHeight / 2);
  }

  private sentence(quantity: Quantity): string {
    const what = quantity === 'mean' ? 'Mean of the activations by layer' : 'Variance of the activations by layer, log scale';
    if (!this.newest) return `${what}: waiting for the first step`;
    const lanes = this.lanes.map((lane, index) => {
      const target = targetOf(this.experiment?.lanes[index]);
      const values = lane.layers.map((layer) => layer[quantity]).filter(Number.isFinite);
      const remark = healthRemark(laneHealth(lane, target));
      const last = lane.layers.at(-1)?.[quantity] ?? NaN;
      const reading = values.length
        ? `${formatNumber(last)} in layer ${lane.layers.length}, ${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))} over all layers, target ${formatNumber(target[quantity])}`
        : 'no number in any layer';
      return `${lane.label}: ${remark ? `${remark}; ` : ''}${reading}.`;
    });
    return `${what} at step ${this.newest.step}. ${lanes.join(' ')}`;
  }

  private layerSentence(layer: number): string {
    const lanes = this.lanes.flatMap(({ label, layers }) =>
      layers[layer]
        ? [`${label}: mean ${formatNumber(layers[layer].mean)}, variance ${formatNumber(layers[layer].variance)}`]
        : [],
    );
    return `Layer ${layer + 1} of ${this.depth}. ${lanes.join('; ')}`;
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
