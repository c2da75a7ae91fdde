import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { MOST_CONFUSION_CLASSES, type LaneSnapshot } from '../../../experiment/snapshot';
import type { Confusion } from '../../charts/confusion';
import { formatCount, formatShare } from '../../charts/format';
import { baseOptions } from '../../charts/options';
import type { Palette } from '../../design/palette';
import { confusionMatrix, type ConfusionLayout } from '../../charts/plugins/confusion-matrix';
import type { LineConfiguration } from '../../charts/register';
import { theme } from '../../design/theme';
import { cellSentence, confusionTable, mistakeSentence } from './confusion-words';
import type { DataShape } from '../data-shape';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { placeTooltip, viewStyles } from '../../design/view-styles';

/** Which class a lane's network takes for which, over the held-out rows: what is right on the diagonal, mistakes beside it. */
@customElement('snn-confusion-matrix')
export class ConfusionMatrixView extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .plot {
        width: 100%;
        aspect-ratio: 1;
        max-width: 30rem;
      }

      .few .plot {
        aspect-ratio: 1.25;
        max-width: 16rem;
      }

      .some .plot {
        max-width: 23rem;
      }

      .none .plot {
        max-width: 30rem;
        aspect-ratio: auto;
        height: 5rem;
      }

      p.sentence {
        min-height: 2.9em;
        margin: 0 0 var(--snn-space-2);
        text-wrap: pretty;
      }

      .tooltip {
        max-width: 15rem;
        white-space: normal;
      }

      @container (max-width: 19rem) {
        p.sentence {
          min-height: 4.35em;
        }
      }

      .axes {
        margin: 0;
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
      }
    `,
  ];

  /** Of the data in force; null until they are known. */
  @property({ attribute: false }) data: DataShape | null = null;
  /** Which lane predicts, from 0. */
  @property({ type: Number }) lane = 0;
  /** The cell under pointer or focus, row-major. */
  @state() private marked: number | null = null;

  private layout: ConfusionLayout | null = null;

  constructor() {
    super();
    this.addPlot({
      canvas: () => canvasOf(this, 'canvas'),
      configure: (palette) => this.configure(palette),
      update: () => {},
    });
  }

  protected override replaced(): void {
    if (this.marked !== null) this.requestUpdate();
  }

  protected override willUpdate(): void {
    if (this.marked !== null && this.marked >= (this.confusion?.counts.length ?? 0)) this.marked = null;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    this.placeTooltip();
  }

  protected override render(): TemplateResult {
    const { confusion, excuse } = this;
    const size = this.isMissing ? 'none' : sizeOf(this.data?.classes ?? 0);
    return html`
      <p class="sentence">${this.sentence}</p>
      <figure class=${size}>
        <div class="plot">
          <canvas role="img" aria-label="Confusion matrix of ${this.of?.label ?? 'the network'}. ${this.sentence}"></canvas>
          ${confusion ? this.renderCursor(confusion) : html`<p class="empty">${excuse}</p>`}
        </div>
        ${confusion && this.marked !== null ? this.renderTooltip(confusion, this.marked) : nothing}
      </figure>
      <p class="axes">True class down, predicted class across; colour is the share of the row.</p>
      ${confusion ? confusionTable(confusion, this.names) : nothing}
    `;
  }

  private renderCursor(confusion: Confusion): TemplateResult {
    const cell = this.marked ?? 0;
    return html`<div
      class="cursor"
      role="slider"
      tabindex="0"
      aria-label="Cell"
      aria-valuemin="1"
      aria-valuemax=${confusion.counts.length}
      aria-valuenow=${cell + 1}
      aria-valuetext=${cellSentence(confusion, this.names, cell)}
      @pointermove=${this.point}
      @pointerdown=${this.point}
      @pointerleave=${this.leave}
      @focus=${this.focusCursor}
      @blur=${this.leave}
      @keydown=${this.press}
    ></div>`;
  }

  private renderTooltip(confusion: Confusion, cell: number): TemplateResult {
    return html`<div class="tooltip" aria-hidden="true">${cellSentence(confusion, this.names, cell)}</div>`;
  }

  private configure(palette: Palette): LineConfiguration {
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: 1 },
        scales: { x: { type: 'linear', display: false }, y: { type: 'linear', display: false } },
      },
      plugins: [
        confusionMatrix(
          () => {
            const { confusion } = this;
            if (!confusion) return null;
            const { accent, danger, ink, muted, grid, panel, font } = palette;
            const classNames = this.names;
            return { confusion, classNames, marked: this.marked, right: accent, wrong: danger, ink, muted, grid, panel, font };
          },
          (layout) => {
            this.layout = layout;
          },
        ),
      ],
    };
  }

  private get of(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  /** What there is to show. None of other data than those in force, and none of a network whose outputs are no numbers. */
  private get confusion(): Confusion | null {
    const { of, data } = this;
    if (!of?.confusion || !data || of.confusion.length !== data.classes ** 2 || !isSound(of)) return null;
    return { counts: of.confusion, classes: data.classes };
  }

  /** There will be no matrix of these data. */
  private get isMissing(): boolean {
    return this.data !== null && (this.data.heldOutRows === 0 || this.data.classes > MOST_CONFUSION_CLASSES);
  }

  /** Why there is none. */
  private get excuse(): string {
    const { data, of } = this;
    if (data?.heldOutRows === 0) return 'No rows are held out';
    if (data && data.classes > MOST_CONFUSION_CLASSES) return `${formatCount(data.classes)} classes are too many`;
    return of?.confusion && !isSound(of) ? 'Diverged: no class is predicted' : 'Waiting for the first step';
  }

  private get sentence(): string {
    const { confusion, of } = this;
    if (!confusion || !of) return `${this.excuse}${this.isMissing ? ': there is no confusion matrix.' : '.'}`;
    return `${formatShare(of.heldOutAccuracy ?? NaN)} of the held-out rows are right.${mistakeSentence(confusion, this.names)}`;
  }

  private get names(): readonly string[] {
    return this.data?.classNames ?? [];
  }

  private readonly point = (moved: PointerEvent): void => {
    const box = canvasOf(this, 'canvas')?.getBoundingClientRect();
    if (box) this.marked = this.layout?.cellAt(moved.clientX - box.left, moved.clientY - box.top) ?? null;
  };

  private readonly leave = (left: Event): void => {
    const stays = left.type === 'pointerleave' && left.currentTarget instanceof Element;
    if (!stays || !(left.currentTarget instanceof Element) || !left.currentTarget.matches(':focus-visible')) this.marked = null;
  };

  private readonly focusCursor = (focused: FocusEvent): void => {
    if (focused.currentTarget instanceof Element && focused.currentTarget.matches(':focus-visible')) this.marked ??= 0;
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    const moved = cellAfterKey(pressed.key, this.marked ?? 0, this.confusion?.classes ?? 0);
    if (moved === null) return;
    this.marked = moved;
    pressed.preventDefault();
    pressed.stopPropagation();
  };

  private placeTooltip(): void {
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const figure = this.renderRoot.querySelector('figure');
    const classes = this.confusion?.classes ?? 0;
    const { layout, marked } = this;
    if (!tooltip || !figure || !layout || marked === null || classes === 0) return;
    const [row, column] = [Math.floor(marked / classes), marked % classes];
    placeTooltip(tooltip, figure, layout.left + (column + 0.5) * layout.cell, layout.top + (row + 0.5) * layout.cell);
  }
}

function isSound({ heldOutLoss }: LaneSnapshot): boolean {
  return heldOutLoss !== null && !Number.isNaN(heldOutLoss);
}

function sizeOf(classes: number): 'few' | 'some' | 'many' {
  if (classes <= 4) return 'few';
  return classes <= 12 ? 'some' : 'many';
}

/** The cell that an arrow key, Home or End (of the row) moves to; null for a key that moves nothing. */
function cellAfterKey(key: string, cell: number, classes: number): number | null {
  const [row, column] = [Math.floor(cell / classes), cell % classes];
  const moves: Record<string, [row: number, column: number]> = {
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [row, 0],
    End: [row, classes - 1],
  };
  if (!Object.hasOwn(moves, key) || classes === 0) return null;
  const [toRow, toColumn] = moves[key].map((at) => Math.min(classes - 1, Math.max(0, at)));
  return toRow * classes + toColumn;
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-confusion-matrix': ConfusionMatrixView;
  }
}
