import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CompleteExperiment } from '../../../experiment/experiment';
import { formatNumber, formatShare } from '../../charts/format';
import { LANE_COLORS, theme } from '../../design/theme';
import type { LaneQuantity, RunHistory } from '../../store/run-history';
import { CURVE_WORDS } from './curve-words';
import { CurvePanel, type Clock, type CurveModel } from './curve-panel';
import { laneSwatch, lineSwatch } from '../../design/lane-keys';
import { canvasOf, LiveView } from '../live-view';
import { WAITING, waitingLabel } from '../words';
import { viewStyles } from '../../design/view-styles';

const MEASURES = {
  loss: { ...CURVE_WORDS.loss, training: 'loss', heldOut: 'heldOutLoss', format: formatNumber },
  accuracy: {
    ...CURVE_WORDS.accuracy,
    training: 'accuracy',
    heldOut: 'heldOutAccuracy',
    format: formatShare,
  },
} as const satisfies Record<string, { training: LaneQuantity; heldOut: LaneQuantity } & Record<string, unknown>>;
type Measure = keyof typeof MEASURES;

/** Loss and accuracy of every lane over the run: thin lines for training batches, thick lines for held-out rows. */
@customElement('snn-training-curves')
export class TrainingCurves extends LiveView {
  static override styles = [
    theme,
    viewStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .layout {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--snn-space-4) var(--snn-space-6);
      }

      .plot {
        height: 190px;
      }

      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: var(--snn-space-2) var(--snn-space-5);
        margin-bottom: var(--snn-space-3);
      }

      fieldset {
        display: flex;
        align-items: center;
        gap: var(--snn-space-1);
        margin: 0;
        padding: 0;
        border: 0;
        font-size: var(--snn-text-sm);
      }

      legend {
        float: left;
        padding: 0;
        margin-right: var(--snn-space-2);
        color: var(--snn-muted);
      }

      label {
        padding: 2px var(--snn-space-2);
        border-radius: var(--snn-radius-sm);
        color: var(--snn-muted);
        cursor: pointer;
      }

      label:hover {
        color: var(--snn-ink);
      }

      label:has(:checked) {
        background: var(--snn-grid);
        color: var(--snn-ink);
        font-weight: 600;
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--snn-focus);
        outline-offset: 1px;
      }

      input {
        position: absolute;
        opacity: 0;
        pointer-events: none;
      }

      .keys {
        margin-top: var(--snn-space-2);
      }

      @container (max-width: 34rem) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  /** Unit of the horizontal axis. */
  @property() clock: Clock = 'step';
  /** Scale of the loss axis. */
  @property({ attribute: 'loss-scale' }) lossScale: 'linear' | 'log' = 'linear';
  @state() private started = false;

  private run: RunHistory | null = null;
  private readonly panels = { loss: this.makePanel('loss'), accuracy: this.makePanel('accuracy') };
  private readonly lossPlot = this.addPlot(this.panels.loss.plot(() => canvasOf(this, '.loss canvas')));

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        this.run?.addEventListener('change', this.grown);
        this.grown();
      },
      hostDisconnected: () => this.run?.removeEventListener('change', this.grown),
    });
    this.addPlot(this.panels.accuracy.plot(() => canvasOf(this, '.accuracy canvas')));
  }

  /** The run so far; the view follows it as it grows. */
  get history(): RunHistory | null {
    return this.run;
  }

  set history(history: RunHistory | null) {
    this.run?.removeEventListener('change', this.grown);
    this.run = history;
    if (this.isConnected) history?.addEventListener('change', this.grown);
    this.grown();
  }

  private readonly setClock = (clock: Clock): void => {
    this.clock = clock;
  };

  private readonly setLossScale = (scale: 'linear' | 'log'): void => {
    this.lossScale = scale;
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Chart.js cannot change the type of an axis by an update.
    if (changed.has('lossScale') && this.hasUpdated) this.lossPlot.rebuild();
  }

  private readonly grown = (): void => {
    this.started = (this.run?.points.length ?? 0) > 0;
    this.dataChanged();
  };

  protected override render(): TemplateResult {
    return html`
      <div class="controls">
        ${this.renderChoice(
          CURVE_WORDS.clock.legend,
          'clock',
          this.clock,
          [
            ['step', CURVE_WORDS.clock.step],
            ['seconds', CURVE_WORDS.clock.seconds],
          ],
          this.setClock,
        )}
        ${this.renderChoice(
          CURVE_WORDS.lossScale.legend,
          'loss-scale',
          this.lossScale,
          [
            ['linear', CURVE_WORDS.lossScale.linear],
            ['log', CURVE_WORDS.lossScale.log],
          ],
          this.setLossScale,
        )}
      </div>
      <div class="layout">${this.renderPanel('loss')} ${this.renderPanel('accuracy')}</div>
      <ul class="keys" aria-hidden="true">
        ${this.labels.map((label, index) => html`<li>${laneSwatch(index)}${label}</li>`)}
        <li>${lineSwatch({ opacity: 0.55 })}${CURVE_WORDS.keys.training}</li>
        <li>${lineSwatch({ width: 2.5 })}${CURVE_WORDS.keys.heldOut}</li>
      </ul>
      ${this.started ? this.renderTable() : nothing}
    `;
  }

  private renderPanel(measure: Measure): TemplateResult {
    const { title, unit } = MEASURES[measure];
    return html`<figure>
      <p class="heading">${title} <small>${unit}</small></p>
      <div class="plot ${measure}"><canvas role="img" aria-label=${this.sentence(measure)}></canvas></div>
      ${this.started ? nothing : html`<p class="empty">${WAITING}</p>`}
    </figure>`;
  }

  private renderChoice<T extends string>(
    legend: string,
    name: string,
    chosen: T,
    choices: readonly (readonly [value: T, label: string])[],
    choose: (value: T) => void,
  ): TemplateResult {
    return html`<fieldset>
      <legend>${legend}</legend>
      ${choices.map(
        ([value, label]) =>
          html`<label
            ><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />${label}</label
          >`,
      )}
    </fieldset>`;
  }

  private renderTable(): TemplateResult {
    const last = this.run?.points.at(-1);
    const cell = (value: number | undefined, format: (value: number) => string) =>
      value === undefined || Number.isNaN(value) ? '–' : format(value);
    return html`<table class="visually-hidden">
      <caption>
        ${CURVE_WORDS.table.caption(last?.step ?? 0)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${CURVE_WORDS.table.lane}</th>
          <th scope="col">${CURVE_WORDS.table.trainingLoss}</th>
          <th scope="col">${CURVE_WORDS.table.heldOutLoss}</th>
          <th scope="col">${CURVE_WORDS.table.trainingAccuracy}</th>
          <th scope="col">${CURVE_WORDS.table.heldOutAccuracy}</th>
        </tr>
      </thead>
      <tbody>
        ${this.labels.map((label, lane) => {
          const figures = last?.lanes[lane];
          return html`<tr>
            <th scope="row">${label}</th>
            <td>${cell(figures?.loss, formatNumber)}</td>
            <td>${cell(this.newest(lane, 'heldOutLoss'), formatNumber)}</td>
            <td>${cell(figures?.accuracy, formatShare)}</td>
            <td>${cell(this.newest(lane, 'heldOutAccuracy'), formatShare)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  private get labels(): readonly string[] {
    const lanes = this.run?.latest?.lanes ?? this.experiment?.lanes ?? [];
    return lanes.slice(0, LANE_COLORS).map(({ label }) => label);
  }

  private makePanel(measure: Measure): CurvePanel {
    const { training, heldOut, format } = MEASURES[measure];
    return new CurvePanel((): CurveModel => ({
      points: this.run?.points ?? [],
      labels: this.labels,
      training,
      heldOut,
      format,
      clock: this.clock,
      scale: measure === 'accuracy' ? 'share' : this.lossScale,
    }));
  }

  /** Returns the newest measured value: held-out rows are not evaluated at every step. */
  private newest(lane: number, quantity: LaneQuantity): number {
    return (
      this.run?.points.findLast((point) => !Number.isNaN(point.lanes[lane]?.[quantity] ?? NaN))?.lanes[lane][quantity] ?? NaN
    );
  }

  private sentence(measure: Measure): string {
    const { title, training, heldOut, format } = MEASURES[measure];
    const last = this.run?.points.at(-1);
    if (!last) return waitingLabel(`${title} over the run`);
    const lanes = this.labels.map((label, lane) => {
      const newest = this.newest(lane, heldOut);
      const value = last.lanes[lane]?.[training] ?? NaN;
      return CURVE_WORDS.reading(
        label,
        Number.isNaN(value) ? CURVE_WORDS.diverged : format(value),
        Number.isNaN(newest) ? '' : format(newest),
      );
    });
    return `${title} by ${this.clock} at step ${last.step}. ${lanes.join(' ')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-training-curves': TrainingCurves;
  }
}
