import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatShare } from '../../charts/format';
import { paintImage } from '../../charts/image-pixels';
import { controlStyles } from '../../design/control-styles';
import { theme } from '../../design/theme';
import { PredictionView } from '../prediction-view';
import { inputsOf, spreadRows, type ImageSample } from '../image-sample';
import { laneMarker } from '../../design/lane-keys';
import { predictSample, SHOWN, type SampleQuestion, type SamplePredictions } from './sample-predictions';
import { viewStyles } from '../../design/view-styles';

/** Letters of a class's name that fit below an image. */
const LONGEST_BELOW = 3;

/**
 * Test images with what each lane's network takes them for: a fixed few, or those of a few hundred that one lane mistakes.
 */
@customElement('snn-image-predictions')
export class ImagePredictions extends PredictionView<SampleQuestion, SamplePredictions> {
  static override styles = [
    theme,
    controlStyles,
    viewStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--snn-space-2) var(--snn-space-4);
        margin-bottom: var(--snn-space-3);
      }

      header p {
        flex: 1 1 16rem;
        min-height: 2.9em;
        margin: 0;
        text-wrap: pretty;
      }

      label {
        display: flex;
        flex: none;
        align-items: center;
        gap: var(--snn-space-2);
        max-width: 100%;
        color: var(--snn-muted);
      }

      select {
        flex: 1;
        max-width: 15rem;
        color: var(--snn-ink);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .images {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(4rem, 1fr));
        gap: var(--snn-space-3) var(--snn-space-2);
      }

      .images.worded {
        grid-template-columns: repeat(auto-fill, minmax(7.75rem, 1fr));
      }

      .images > li {
        min-width: 0;
        text-align: center;
      }

      canvas {
        display: block;
        width: 3.5rem;
        height: 3.5rem;
        margin: 0 auto var(--snn-space-1);
        border-radius: var(--snn-radius-sm);
        background: #000;
        object-fit: contain;
        image-rendering: pixelated;
      }

      .truth {
        overflow: hidden;
        margin: 0;
        color: var(--snn-muted);
        font-size: var(--snn-text-xs);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .readings li {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 0.25rem;
        min-height: 1.25rem;
        font-size: var(--snn-text-sm);
        line-height: 1.25rem;
      }

      .readings svg {
        flex: none;
      }

      .readings b {
        overflow: hidden;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .readings small {
        color: var(--snn-muted);
        font-size: var(--snn-text-xs);
      }

      .wrong b {
        text-decoration: line-through;
        text-decoration-thickness: 1.5px;
      }

      .cross {
        color: var(--snn-danger);
        font-weight: 700;
      }

      /* A place that is kept, so that nothing moves as mistakes become fewer. */
      .vacant {
        visibility: hidden;
      }
    `,
  ];

  @property({ attribute: false }) sample: ImageSample | null = null;
  /** The lane whose mistakes are shown; null for all images. */
  @state() private mistaken: number | null = null;

  private painted: { sample: ImageSample; rows: string } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.mistaken !== null && this.mistaken >= this.lanes.length) this.mistaken = null;
    if (changed.has('sample') || changed.has('client')) this.forgetAnswer();
    if (changed.has('sample') || changed.has('client') || changed.has('data') || changed.has('experiment')) this.ask();
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`
      <header>
        <p>${this.sentence}</p>
        <label>
          Show
          <select @change=${this.choose}>
            <option value="" ?selected=${this.mistaken === null}>all images</option>
            ${this.lanes.map(
              ({ label }, lane) =>
                html`<option value=${lane} ?selected=${this.mistaken === lane}>only mistakes of ${label}</option>`,
            )}
          </select>
        </label>
      </header>
      <ul class="images ${this.worded ? 'worded' : ''}">
        ${Array.from({ length: this.places }, (_, at) => this.renderImage(rows[at], at))}
      </ul>
    `;
  }

  protected override updated(): void {
    const { sample, rows, data } = this;
    if (!sample || !data?.image) return;
    const key = rows.join();
    if (this.painted?.sample === sample && this.painted.rows === key) return;
    this.painted = { sample, rows: key };
    for (const [at, canvas] of this.renderRoot.querySelectorAll('canvas').entries()) {
      if (at < rows.length) paintImage(canvas, inputsOf(sample, [rows[at]]), data.image);
    }
  }

  private renderImage(row: number | undefined, at: number): TemplateResult {
    const { sample, data } = this;
    const truth = row === undefined ? undefined : sample?.labels[row];
    const name = truth === undefined ? '' : (data?.classNames[truth] ?? String(truth));
    return html`<li class=${row === undefined ? 'vacant' : ''}>
      <canvas width="28" height="28" role="img" aria-label=${name ? `An image of class ${name}` : 'An image'}></canvas>
      ${this.worded ? html`<p class="truth" aria-hidden="true">${name || '…'}</p>` : nothing}
      <ul class="readings">
        ${this.lanes.map(({ label }, lane) => {
          const reading = this.answer?.readings[lane]?.[at];
          if (!reading) return html`<li>…</li>`;
          const right = reading.predicted === truth;
          if (reading.predicted === null) {
            return html`<li class="lane-${lane % 4}" title="Diverged: no class is predicted">
              ${laneMarker(lane)}<span class="visually-hidden">${label}: diverged</span><b aria-hidden="true">–</b>
            </li>`;
          }
          const said = data?.classNames[reading.predicted] ?? String(reading.predicted);
          return html`<li class="lane-${lane % 4} ${right ? '' : 'wrong'}" title=${right ? said : `${said}; it is ${name}`}>
            ${laneMarker(lane)}<span class="visually-hidden">${label}:</span><b>${said}</b>
            ${right ? nothing : html`<span class="cross" aria-hidden="true">✕</span><span class="visually-hidden">wrong,</span>`}
            <small>${formatShare(Math.round(100 * reading.probability) / 100)}</small>
          </li>`;
        })}
      </ul>
    </li>`;
  }

  private get lanes(): readonly { label: string }[] {
    return this.experiment?.lanes ?? [];
  }

  /** The rows of the sample that are shown; before there are any, as many places as there will be. */
  private get rows(): readonly number[] {
    const { sample } = this;
    if (this.answer && this.mistaken !== null) return this.answer.rows;
    return sample ? spreadRows(sample, SHOWN) : Array.from({ length: SHOWN }, (_, at) => at);
  }

  /** Whether classes have names that need more room than an image. */
  private get worded(): boolean {
    return this.data?.classNames.some((name) => name.length > LONGEST_BELOW) ?? false;
  }

  private get places(): number {
    return Math.min(SHOWN, this.sample?.labels.length ?? SHOWN);
  }

  private get sentence(): string {
    const { answer, sample, mistaken } = this;
    if (!answer || !sample) return 'Waiting for the first predictions.';
    const kind = sample.heldOut ? 'held-out images' : 'images that they are trained on';
    if (mistaken !== null) {
      const all = formatCount(sample.labels.length);
      const label = this.lanes[mistaken]?.label ?? '';
      const shown = (answer.mistakes ?? 0) > SHOWN ? `; ${SHOWN} of them are shown` : '';
      return `${label} mistakes ${formatCount(answer.mistakes ?? 0)} of ${all} ${kind}${shown}.`;
    }
    const right = answer.readings.map((readings, lane) => {
      const count = readings.filter(({ predicted }, at) => predicted === sample.labels[answer.rows[at]]).length;
      const diverged = readings.some(({ predicted }) => predicted === null);
      const label = this.lanes[lane]?.label ?? '';
      return diverged ? `none by ${label}, which has diverged` : `${count} by ${label}`;
    });
    return `Of these ${answer.rows.length} ${kind}, so many are read right: ${right.join(', ')}.`;
  }

  private readonly choose = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    this.mistaken = currentTarget.value === '' ? null : Number(currentTarget.value);
    this.forgetAnswer();
    this.ask();
  };

  protected question(): SampleQuestion | null {
    const { client, sample, data, mistaken } = this;
    if (!client || !sample || !data) return null;
    return { client, sample, lanes: this.lanes.length, classes: data.classes, mistaken };
  }

  protected answerTo(question: SampleQuestion): Promise<SamplePredictions> {
    return predictSample(question);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-image-predictions': ImagePredictions;
  }
}
