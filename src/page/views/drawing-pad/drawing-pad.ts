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
import { DrawingSurface, SURFACE_SIDE } from './drawing-surface';
import { inputsOf, type ImageSample } from '../image-sample';
import { canvasOf } from '../live-view';
import { predictedClasses } from '../read-label';
import { viewStyles } from '../../design/view-styles';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

interface Question {
  client: PlaygroundClient;
  inputs: Float32Array;
  lanes: number;
}

/**
 * A pad to draw a digit on, or to put a test image on, what the networks see of it, and what each says it is.
 */
@customElement('snn-drawing-pad')
export class DrawingPad extends PredictionView<Question, Float32Array[]> {
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

  /** Where test images come from. */
  @property({ attribute: false }) sample: ImageSample | null = null;
  /** Of the test image that is on the pad: its class. */
  @state() private shown: { label: number } | null = null;

  /** What the networks see: nothing while nothing is drawn. */
  private inputs: Float32Array | null = null;
  private turn = 0;
  private readonly surface = new DrawingSurface(
    () => canvasOf(this, '.pad'),
    () => this.readSurface(),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    const other = changed.get('experiment')?.dataset.name;
    // Another set makes another image of a drawing; and a test image is one of the sample.
    const otherSet = other && other !== this.experiment?.dataset.name;
    const otherSample = this.shown !== null && (changed.has('sample') || changed.has('client'));
    if (otherSet || otherSample) this.clear();
    if (changed.has('client') || changed.has('experiment')) {
      this.stopAsking();
      this.ask();
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
              <button @click=${this.clear}>Clear</button>
              <button ?disabled=${!this.sample} @click=${this.putTestImage}>Use a test image</button>
            </div>
            <figure>
              <canvas class="seen" width="28" height="28" aria-hidden="true"></canvas>
              <figcaption>as they see it</figcaption>
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
    this.see(null);
  };

  /** Another one each time, from all over the sample. */
  private readonly putTestImage = (): void => {
    const { sample, data } = this;
    if (!sample || !data?.image) return;
    const row = Math.floor(((++this.turn * GOLDEN) % 1) * sample.labels.length);
    this.surface.clear();
    this.shown = { label: sample.labels[row] };
    this.see(inputsOf(sample, [row]));
    const seen = canvasOf(this, '.seen');
    if (seen) this.surface.show(seen);
  };

  private readSurface(): void {
    const record = this.experiment && findDataset(this.experiment.dataset.name);
    if (!record?.fromDrawing || this.shown !== null || this.surface.empty) return;
    this.see(record.fromDrawing(this.surface.read()));
  }

  /** Puts an image before the networks, and before the person as they see it. */
  private see(inputs: Float32Array | null): void {
    this.inputs = inputs;
    const seen = canvasOf(this, '.seen');
    const shape = this.data?.image;
    if (seen && shape) paintImage(seen, inputs ?? new Float32Array(shape.width * shape.height), shape);
    if (inputs) this.ask();
    else this.forgetAnswer();
  }

  protected question(): Question | null {
    const { client, inputs, experiment } = this;
    return client && inputs && experiment ? { client, inputs, lanes: experiment.lanes.length } : null;
  }

  /** Probabilities of each class, lane by lane. */
  protected async answerTo({ client, inputs, lanes }: Question): Promise<Float32Array[]> {
    const answers: Float32Array[] = [];
    for (let lane = 0; lane < lanes; lane++) answers.push(await client.predict(lane, inputs));
    return answers;
  }

  private get padSentence(): string {
    if (this.shown !== null) return `Drawing pad with a test image of ${this.shownName}`;
    return this.inputs ? 'Drawing pad with your drawing' : 'Drawing pad: draw a digit with mouse, finger or pen';
  }

  private get shownName(): string {
    const label = this.shown?.label ?? 0;
    return this.data?.classNames[label] ?? String(label);
  }

  private get sentence(): string {
    const { answer, data } = this;
    if (!answer || !data) return 'Draw a digit, large and in the middle, and see what each network takes it for.';
    const of = (this.experiment?.lanes ?? []).map(({ label }, lane) => {
      const [reading] = answer[lane] ? predictedClasses(answer[lane], data.classes) : [];
      if (!reading) return `${label}: nothing`;
      if (reading.predicted === null) return `${label} has diverged and reads nothing`;
      return `${label} reads ${data.classNames[reading.predicted]} (${formatShare(Math.round(100 * reading.probability) / 100)})`;
    });
    return `${this.shown === null ? '' : `A test image of ${this.shownName}. `}${of.join(', ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-drawing-pad': DrawingPad;
  }
}
