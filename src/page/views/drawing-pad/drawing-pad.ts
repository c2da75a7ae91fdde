import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { findDataset } from '../../../data/catalogue';
import type { PlaygroundClient } from '../../../worker/playground-client';
import { formatShare } from '../../charts/format';
import { paintImage } from '../../charts/image-pixels';
import { controlStyles } from '../../design/control-styles';
import { theme } from '../../design/theme';
import { PredictionView } from '../prediction-view';
import { classBars, classBarStyles } from './class-bars';
import { DRAWING_WORDS } from './drawing-words';
import { DrawingSurface, SURFACE_SIDE } from './drawing-surface';
import { inputsOf, type ImageSample } from '../image-sample';
import { canvasOf } from '../live-view';
import { predictedClasses } from '../read-label';
import { viewStyles } from '../../design/view-styles';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface DrawingRequest {
  client: PlaygroundClient;
  inputs: Float32Array;
  lanes: number;
}

/** A pad for drawing a digit or showing a test image, with the networks' input and each network's predictions. */
@customElement('snn-drawing-pad')
export class DrawingPad extends PredictionView<DrawingRequest, Float32Array[]> {
  static override styles = [
    theme,
    controlStyles,
    viewStyles,
    classBarStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .parts {
        display: grid;
        grid-template-columns: 13.5rem minmax(0, 1fr);
        gap: var(--snn-space-4) var(--snn-space-5);
      }

      .pad {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        border: 1px solid var(--snn-border);
        border-radius: var(--snn-radius);
        background: #000;
        cursor: crosshair;
        touch-action: none;
      }

      .below {
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: var(--snn-space-3);
        margin-top: var(--snn-space-2);
      }

      .buttons {
        display: grid;
        gap: var(--snn-space-2);
      }

      figure {
        flex: none;
        text-align: center;
      }

      figcaption {
        color: var(--snn-muted);
        font-size: var(--snn-text-xs);
      }

      .seen {
        display: block;
        width: 4.25rem;
        height: 4.25rem;
        margin: 0 auto;
        border-radius: var(--snn-radius-sm);
        background: #000;
        image-rendering: pixelated;
      }

      .lanes {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr));
        gap: var(--snn-space-3) var(--snn-space-4);
        align-content: start;
      }

      p {
        min-height: 2.9em;
        margin: 0 0 var(--snn-space-3);
        text-wrap: pretty;
      }

      @container (max-width: 26rem) {
        .parts {
          grid-template-columns: minmax(0, 15rem);
        }

        .lanes {
          width: 100cqw;
        }
      }
    `,
  ];

  /** The source of test images. */
  @property({ attribute: false }) sample: ImageSample | null = null;
  /** The class of the test image on the pad, if one is shown. */
  @state() private shown: { label: number } | null = null;

  /** The networks' input; null while the pad is empty. */
  private inputs: Float32Array | null = null;
  private turn = 0;
  private readonly surface = new DrawingSurface(
    () => canvasOf(this, '.pad'),
    () => this.readSurface(),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    const other = changed.get('experiment')?.dataset.name;
    // Each dataset converts drawings in its own way, and a test image belongs to one sample.
    const otherDataset = other && other !== this.experiment?.dataset.name;
    const otherSample = this.shown !== null && (changed.has('sample') || changed.has('client'));
    if (otherDataset || otherSample) this.clear();
    if (changed.has('client') || changed.has('experiment')) {
      this.cancelRequests();
      this.requestAnswer();
    }
  }

  protected override render(): TemplateResult {
    const lanes = this.experiment?.lanes ?? [];
    return html`
      <p>${this.sentence}</p>
      <div class="parts">
        <div>
          <canvas
            class="pad"
            width=${SURFACE_SIDE}
            height=${SURFACE_SIDE}
            role="img"
            aria-label=${this.padSentence}
            @pointerdown=${this.press}
            @pointermove=${this.surface.move}
            @pointerup=${this.surface.lift}
            @pointercancel=${this.surface.lift}
          ></canvas>
          <div class="below">
            <div class="buttons">
              <button @click=${this.clear}>${DRAWING_WORDS.clear}</button>
              <button ?disabled=${!this.sample} @click=${this.putTestImage}>${DRAWING_WORDS.testImage}</button>
            </div>
            <figure>
              <canvas class="seen" width="28" height="28" aria-hidden="true"></canvas>
              <figcaption>${DRAWING_WORDS.networkInput}</figcaption>
            </figure>
          </div>
        </div>
        <div class="lanes">
          ${lanes.map(({ label }, lane) => classBars(label, lane, this.data?.classNames ?? [], this.answer?.[lane] ?? null))}
        </div>
      </div>
    `;
  }

  private readonly press = (pressed: PointerEvent): void => {
    if (pressed.button !== 0) return;
    if (this.shown !== null) this.clear();
    this.surface.press(pressed);
  };

  private readonly clear = (): void => {
    this.shown = null;
    this.surface.clear();
    this.setInputs(null);
  };

  /** Shows another test image each time, spread over the sample. */
  private readonly putTestImage = (): void => {
    const { sample, data } = this;
    if (!sample || !data?.image) return;
    const row = Math.floor(((++this.turn * GOLDEN) % 1) * sample.labels.length);
    this.surface.clear();
    this.shown = { label: sample.labels[row] };
    this.setInputs(inputsOf(sample, [row]));
    const seen = canvasOf(this, '.seen');
    if (seen) this.surface.show(seen);
  };

  private readSurface(): void {
    const record = this.experiment && findDataset(this.experiment.dataset.name);
    if (!record?.fromDrawing || this.shown !== null || this.surface.empty) return;
    this.setInputs(record.fromDrawing(this.surface.read()));
  }

  /** Sets the networks' input and shows it next to the pad. */
  private setInputs(inputs: Float32Array | null): void {
    this.inputs = inputs;
    const seen = canvasOf(this, '.seen');
    const shape = this.data?.image;
    if (seen && shape) paintImage(seen, inputs ?? new Float32Array(shape.width * shape.height), shape);
    if (inputs) this.requestAnswer();
    else this.clearAnswer();
  }

  protected currentRequest(): DrawingRequest | null {
    const { client, inputs, experiment } = this;
    return client && inputs && experiment ? { client, inputs, lanes: experiment.lanes.length } : null;
  }

  /** Returns the probabilities of each class, lane by lane. */
  protected async answerTo({ client, inputs, lanes }: DrawingRequest): Promise<Float32Array[]> {
    const answers: Float32Array[] = [];
    for (let lane = 0; lane < lanes; lane++) answers.push(await client.predict(lane, inputs));
    return answers;
  }

  private get padSentence(): string {
    if (this.shown !== null) return DRAWING_WORDS.shownTestImage(this.shownName);
    return this.inputs ? DRAWING_WORDS.ownDrawing : DRAWING_WORDS.emptyPad;
  }

  private get shownName(): string {
    const label = this.shown?.label ?? 0;
    return this.data?.classNames[label] ?? String(label);
  }

  private get sentence(): string {
    const { answer, data } = this;
    if (!answer || !data) return DRAWING_WORDS.prompt;
    const predictions = (this.experiment?.lanes ?? []).map(({ label }, lane) => {
      const [prediction] = answer[lane] ? predictedClasses(answer[lane], data.classes) : [];
      if (!prediction) return DRAWING_WORDS.noPrediction(label);
      if (prediction.predicted === null) return DRAWING_WORDS.diverged(label);
      const share = formatShare(Math.round(100 * prediction.probability) / 100);
      return DRAWING_WORDS.predicts(label, data.classNames[prediction.predicted], share);
    });
    return `${this.shown === null ? '' : DRAWING_WORDS.ofTestImage(this.shownName)}${predictions.join(', ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-drawing-pad': DrawingPad;
  }
}
