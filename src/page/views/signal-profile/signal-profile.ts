import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LaneSnapshot, Snapshot } from '../../../experiment/snapshot';
import { formatNumber } from '../../charts/format';
import { theme } from '../../design/theme';
import { depthModel, depthShown } from '../depth-profile/depth-model';
import { DepthPanel, THEORY_DASH } from '../depth-profile/depth-panel';
import { GRADIENT, VARIANCE, type DepthQuantity } from '../depth-profile/depth-quantities';
import { gainPerLayer, measuredGradient, predictedGradient } from '../gradient-by-depth';
import { laneSwatch, lineSwatch } from '../../design/lane-keys';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { SIGNAL_WORDS } from './signal-words';
import { WAITING, waitingLabel } from '../words';
import { gradientTable } from '../tables';
import { viewStyles } from '../../design/view-styles';

/**
 * The forward and the backward signal: the variance of the activations by layer, and next to it the mean square of the gradient
 * relative to the last hidden layer. Predictions before training are dotted, the run's first snapshot is faint. A table below has
 * the growth of each lane's gradient, measured and predicted.
 */
@customElement('snn-signal-profile')
export class SignalProfile extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .directions {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        align-items: end;
        gap: var(--snn-space-4) var(--snn-space-5);
      }

      .plot {
        height: 200px;
      }

      .keys {
        margin-top: var(--snn-space-2);
      }

      table {
        margin-top: var(--snn-space-3);
        border-collapse: collapse;
        font-size: var(--snn-text-sm);
      }

      .gains th,
      .gains td {
        padding: 2px 0 2px var(--snn-space-5);
        font-weight: 400;
        text-align: right;
        white-space: nowrap;
      }

      .gains thead th {
        color: var(--snn-muted);
        white-space: normal;
        vertical-align: bottom;
      }

      .gains tbody th,
      .gains [rowspan] {
        padding-left: 0;
        text-align: left;
        white-space: normal;
      }

      .gains tbody th svg {
        margin-right: 0.4rem;
      }

      .theory {
        color: var(--snn-muted);
      }

      @container (max-width: 38rem) {
        .directions {
          grid-template-columns: minmax(0, 1fr);
        }

        .gains th,
        .gains td {
          padding-left: var(--snn-space-3);
        }

        .gains tbody th svg {
          display: none;
        }
      }
    `,
  ];

  /** The run's first snapshot, drawn faintly behind the newest. */
  @property({ attribute: false }) initial: Snapshot | null = null;

  private readonly panels = [this.panel(VARIANCE, '.forward canvas'), this.panel(GRADIENT, '.backward canvas')];

  protected override replaced(before: Snapshot | null): void {
    if (!before || !this.newest || this.newest.step < before.step) this.resetRanges();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('experiment') || changed.has('initial')) this.resetRanges();
  }

  protected override render(): TemplateResult {
    const waiting = this.newest ? nothing : html`<p class="empty">${WAITING}</p>`;
    return html`
      <div class="directions">
        <figure>
          <p class="heading">${SIGNAL_WORDS.forward.title} <small>${SIGNAL_WORDS.forward.hint}</small></p>
          <div class="plot forward">
            <canvas role="img" aria-label=${this.sentence(SIGNAL_WORDS.forward.label, VARIANCE)}></canvas>
          </div>
          ${waiting}
        </figure>
        <figure>
          <p class="heading">${SIGNAL_WORDS.backward.title} <small>${SIGNAL_WORDS.backward.hint}</small></p>
          <div class="plot backward">
            <canvas role="img" aria-label=${this.sentence(SIGNAL_WORDS.backward.label, GRADIENT)}></canvas>
          </div>
          ${waiting}
        </figure>
      </div>
      <ul class="keys" aria-hidden="true">
        <li>${lineSwatch({ dash: THEORY_DASH.join(' ') })}${SIGNAL_WORDS.keys.predicted}</li>
        <li>${lineSwatch({ opacity: 0.4 })}${SIGNAL_WORDS.keys.initial(this.initial?.step ?? 0)}</li>
      </ul>
      ${this.renderGains()} ${this.newest ? gradientTable(this.lanes, this.depth) : nothing}
    `;
  }

  private renderGains(): TemplateResult {
    return html`<table class="gains">
      <thead>
        <tr>
          <th rowspan="2" scope="col">${SIGNAL_WORDS.gains.title}</th>
          <th colspan="2" scope="colgroup">${SIGNAL_WORDS.gains.perLayer}</th>
          <th colspan="2" scope="colgroup">${SIGNAL_WORDS.gains.total}</th>
        </tr>
        <tr>
          <th scope="col">${SIGNAL_WORDS.gains.now}</th>
          <th scope="col">${SIGNAL_WORDS.gains.predicted}</th>
          <th scope="col">${SIGNAL_WORDS.gains.now}</th>
          <th scope="col">${SIGNAL_WORDS.gains.predicted}</th>
        </tr>
      </thead>
      <tbody>
        ${this.experiment?.lanes.map((recipe, index) => {
          const layers = this.lanes[index]?.layers ?? [];
          const [now, theory] = [measuredGradient(layers), predictedGradient(layers)];
          return html`<tr>
            <th scope="row">${laneSwatch(index)}${recipe.label}</th>
            <td>${factor(gainPerLayer(now))}</td>
            <td class="theory">${factor(gainPerLayer(theory))}</td>
            <td>${factor(now[0])}</td>
            <td class="theory">${factor(theory[0])}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  private panel(quantity: DepthQuantity, canvas: string): DepthPanel {
    const panel = new DepthPanel(quantity, () => this.model());
    this.addPlot(panel.plot(() => canvasOf(this, canvas)));
    return panel;
  }

  private get lanes(): readonly LaneSnapshot[] {
    return this.newest?.lanes ?? [];
  }

  private get depth(): number {
    return depthShown(this.experiment, this.newest);
  }

  private model() {
    return depthModel(this.experiment, this.newest, this.initial, null);
  }

  private resetRanges(): void {
    for (const panel of this.panels) panel.resetRange();
  }

  private sentence(what: string, quantity: DepthQuantity): string {
    if (!this.newest) return waitingLabel(`${what} by layer`);
    const ends = (values: readonly number[]) =>
      `${formatNumber(values[0])} in layer 1 and ${formatNumber(values[values.length - 1])} in layer ${values.length}`;
    const lanes = this.lanes.map(({ label, layers }) => {
      const predicted = quantity.predicted(layers);
      const theory = predicted.some(Number.isNaN) ? '' : `, predicted before training ${ends(predicted)}`;
      return `${label}: ${ends(quantity.measured(layers))}${theory}.`;
    });
    return `${what} by layer at step ${this.newest.step}, log scale. ${lanes.join(' ')}`;
  }
}

/** '×1.08' */
const factor = (value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) ? `×${formatNumber(value)}` : '–';

declare global {
  interface HTMLElementTagNameMap {
    'snn-signal-profile': SignalProfile;
  }
}
