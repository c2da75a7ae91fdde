import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatShare } from '../../charts/format';
import { paintImage } from '../../charts/image-pixels';
import { controlStyles } from '../../design/control-styles';
import { theme } from '../../design/theme';
import { PredictionView } from '../prediction-view';
import { IMAGE_WORDS } from './image-words';
import { inputsOf, spreadRows, type ImageSample } from '../image-sample';
import { laneMarker } from '../../design/lane-keys';
import { predictSample, SHOWN, type SampleRequest, type SamplePredictions } from './sample-predictions';
import { viewStyles } from '../../design/view-styles';

/** Longest class name that fits below an image. */
const LONGEST_BELOW = 3;

/** Test images with each lane's prediction: a fixed selection, or those of a few hundred that one lane misclassifies. */
@customElement('snn-image-predictions')
export class ImagePredictions extends PredictionView<SampleRequest, SamplePredictions> {
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

      /* Keeps its space, so that nothing moves when there are fewer mistakes. */
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
    if (changed.has('sample') || changed.has('client')) this.clearAnswer();
    if (changed.has('sample') || changed.has('client') || changed.has('data') || changed.has('experiment'))
      this.requestAnswer();
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`
      <header>
        <p>${this.sentence}</p>
        <label>
          ${IMAGE_WORDS.show}
          <select @change=${this.choose}>
            <option value="" ?selected=${this.mistaken === null}>${IMAGE_WORDS.allImages}</option>
            ${this.lanes.map(
              ({ label }, lane) =>
                html`<option value=${lane} ?selected=${this.mistaken === lane}>${IMAGE_WORDS.onlyMistakes(label)}</option>`,
            )}
          </select>
        </label>
      </header>
      <ul class="images ${this.hasLongNames ? 'worded' : ''}">
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
      <canvas width="28" height="28" role="img" aria-label=${IMAGE_WORDS.imageOf(name)}></canvas>
      ${this.hasLongNames ? html`<p class="truth" aria-hidden="true">${name || '…'}</p>` : nothing}
      <ul class="readings">
        ${this.lanes.map(({ label }, lane) => {
          const prediction = this.answer?.predictions[lane]?.[at];
          if (!prediction) return html`<li>…</li>`;
          const right = prediction.predicted === truth;
          if (prediction.predicted === null) {
            return html`<li class="lane-${lane % 4}" title=${IMAGE_WORDS.noPrediction}>
              ${laneMarker(lane)}<span class="visually-hidden">${label}: diverged</span><b aria-hidden="true">–</b>
            </li>`;
          }
          const predicted = data?.classNames[prediction.predicted] ?? String(prediction.predicted);
          return html`<li
            class="lane-${lane % 4} ${right ? '' : 'wrong'}"
            title=${right ? predicted : IMAGE_WORDS.wrongPrediction(predicted, name)}
          >
            ${laneMarker(lane)}<span class="visually-hidden">${label}:</span><b>${predicted}</b>
            ${right ? nothing : html`<span class="cross" aria-hidden="true">✕</span><span class="visually-hidden">wrong,</span>`}
            <small>${formatShare(Math.round(100 * prediction.probability) / 100)}</small>
          </li>`;
        })}
      </ul>
    </li>`;
  }

  private get lanes(): readonly { label: string }[] {
    return this.experiment?.lanes ?? [];
  }

  /** The sample's rows that are shown; before there is a sample, placeholders. */
  private get rows(): readonly number[] {
    const { sample } = this;
    if (this.answer && this.mistaken !== null) return this.answer.rows;
    return sample ? spreadRows(sample, SHOWN) : Array.from({ length: SHOWN }, (_, at) => at);
  }

  /** Whether a class name is too long to fit below an image. */
  private get hasLongNames(): boolean {
    return this.data?.classNames.some((name) => name.length > LONGEST_BELOW) ?? false;
  }

  private get places(): number {
    return Math.min(SHOWN, this.sample?.labels.length ?? SHOWN);
  }

  private get sentence(): string {
    const { answer, sample, mistaken } = this;
    if (!answer || !sample) return IMAGE_WORDS.waiting;
    const kind = sample.heldOut ? IMAGE_WORDS.heldOut : IMAGE_WORDS.training;
    if (mistaken !== null) {
      const all = formatCount(sample.labels.length);
      const label = this.lanes[mistaken]?.label ?? '';
      const shown = (answer.mistakes ?? 0) > SHOWN ? IMAGE_WORDS.shown(SHOWN) : '';
      return `${IMAGE_WORDS.mistakes(label, formatCount(answer.mistakes ?? 0), all, kind)}${shown}.`;
    }
    const correct = answer.predictions.map((predictions, lane) => {
      const count = predictions.filter(({ predicted }, at) => predicted === sample.labels[answer.rows[at]]).length;
      const diverged = predictions.some(({ predicted }) => predicted === null);
      const label = this.lanes[lane]?.label ?? '';
      return diverged ? IMAGE_WORDS.diverged(label) : IMAGE_WORDS.correctBy(label, count, answer.rows.length, kind);
    });
    return IMAGE_WORDS.correct(correct);
  }

  private readonly choose = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    this.mistaken = currentTarget.value === '' ? null : Number(currentTarget.value);
    this.clearAnswer();
    this.requestAnswer();
  };

  protected currentRequest(): SampleRequest | null {
    const { client, sample, data, mistaken } = this;
    if (!client || !sample || !data) return null;
    return { client, sample, lanes: this.lanes.length, classes: data.classes, mistaken };
  }

  protected answerTo(request: SampleRequest): Promise<SamplePredictions> {
    return predictSample(request);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-image-predictions': ImagePredictions;
  }
}
