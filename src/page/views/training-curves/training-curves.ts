import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CompleteExperiment } from '../../../experiment/experiment';
import { formatNumber, formatShare } from '../../charts/format';
import { LANE_COLORS, theme } from '../../design/theme';
import type { LaneQuantity, RunHistory } from '../../store/run-history';
import { CurvePanel, type Clock, type CurveModel } from './curve-panel';
import { laneSwatch, lineSwatch } from '../../design/lane-keys';
import { canvasOf, LiveView } from '../live-view';
import { viewStyles } from '../../design/view-styles';

const MEASURES = {
  loss: { title: 'Loss', unit: 'cross-entropy, nats', training: 'loss', heldOut: 'heldOutLoss', format: formatNumber },
  accuracy: {
    title: 'Accuracy',
    unit: 'share classified correctly',
    training: 'accuracy',
    heldOut: 'heldOutAccuracy',
    format: formatShare,
  },
} as const satisfies Record<string, { training: LaneQuantity; heldOut: LaneQuantity } & Record<string, unknown>>;
type Measure = keyof typeof MEASURES;

/** Loss and accuracy of every lane over the run: of the training batches thin, of the held-out rows thick. */
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
  /** What the horizontal axis counts. */
  @property() clock: Clock = 'step';
  /** How the loss is drawn. */
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
    // Another kind of axis cannot be had by an update.
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
          'Against',
          'clock',
          this.clock,
          [
            ['step', 'steps'],
            ['seconds', 'seconds'],
          ],
          this.setClock,
        )}
        ${this.renderChoice(
          'Loss',
          'loss-scale',
          this.lossScale,
          [
            ['linear', 'linear'],
            ['log', 'log'],
          ],
          this.setLossScale,
        )}
      </div>
      <div class="layout">${this.renderPanel('loss')} ${this.renderPanel('accuracy')}</div>
      <ul class="keys" aria-hidden="true">
        ${this.labels.map((label, index) => html`<li>${laneSwatch(index)}${label}</li>`)}
        <li>${lineSwatch({ opacity: 0.55 })}training batches</li>
        <li>${lineSwatch({ width: 2.5 })}held-out rows</li>
      </ul>
      ${this.started ? this.renderTable() : nothing}
    `;
  }

  private renderPanel(measure: Measure): TemplateResult {
    const { title, unit } = MEASURES[measure];
    return html`<figure>
      <p class="heading">${title} <small>${unit}</small></p>
      <div class="plot ${measure}"><canvas role="img" aria-label=${this.sentence(measure)}></canvas></div>
      ${this.started ? nothing : html`<p class="empty">Waiting for the first step</p>`}
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
        Newest loss and accuracy, step ${last?.step ?? 0}
      </caption>
      <thead>
        <tr>
          <th scope="col">Lane</th>
          <th scope="col">Training loss</th>
          <th scope="col">Held-out loss</th>
          <th scope="col">Training accuracy</th>
          <th scope="col">Held-out accuracy</th>
        </tr>
      </thead>
      <tbody>
        ${this.labels.map((label, lane) => {
          const of = last?.lanes[lane];
          return html`<tr>
            <th scope="row">${label}</th>
            <td>${cell(of?.loss, formatNumber)}</td>
            <td>${cell(this.newest(lane, 'heldOutLoss'), formatNumber)}</td>
            <td>${cell(of?.accuracy, formatShare)}</td>
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

  /** The newest value that was measured: held-out rows are not evaluated at every step. */
  private newest(lane: number, quantity: LaneQuantity): number {
    return (
      this.run?.points.findLast((point) => !Number.isNaN(point.lanes[lane]?.[quantity] ?? NaN))?.lanes[lane][quantity] ?? NaN
    );
  }

  private sentence(measure: Measure): string {
    const { title, training, heldOut, format } = MEASURES[measure];
    const last = this.run?.points.at(-1);
    if (!last) return `${title} over the run: waiting for the first step`;
    const lanes = this.labels.map((label, lane) => {
      const held = this.newest(lane, heldOut);
      const value = last.lanes[lane]?.[training] ?? NaN;
      return `${label}: training ${Number.isNaN(value) ? 'not a number' : format(value)}${Number.isNaN(held) ? '' : `, held-out ${format(held)}`}.`;
    });
    return `${title} by ${this.clock} at step ${last.step}. ${lanes.join(' ')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-training-curves': TrainingCurves;
  }
}
