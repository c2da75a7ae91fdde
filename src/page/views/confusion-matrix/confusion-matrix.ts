import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MOST_CONFUSION_CLASSES, type LaneSnapshot } from '../../../experiment/snapshot';
import { ChartCursor } from '../../charts/chart-cursor';
import type { Confusion } from '../../charts/confusion';
import { formatCount } from '../../charts/format';
import { baseOptions } from '../../charts/options';
import type { Palette } from '../../design/palette';
import { confusionMatrix, type ConfusionLayout } from '../../charts/plugins/confusion-matrix';
import type { LineConfiguration } from '../../charts/register';
import { theme } from '../../design/theme';
import { cellSentence, confusionTable, CONFUSION_WORDS, confusionSentence, matrixLabel } from './confusion-words';
import type { DataShape } from '../data-shape';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { WAITING } from '../words';
import { viewStyles } from '../../design/view-styles';

/** The confusion matrix of a lane's network over the held-out rows: correct predictions on the diagonal, mistakes off it. */
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

  /** The shape of the current data; null until it is known. */
  @property({ attribute: false }) data: DataShape | null = null;
  /** Which lane predicts, from 0. */
  @property({ type: Number }) lane = 0;
  /** Where the matrix is drawn, once it is. */
  private layout: ConfusionLayout | null = null;
  /** Marks a cell, row-major. */
  private readonly cursor = new ChartCursor<number>(this, {
    placeAt: (clientX, clientY) => this.cellAt(clientX, clientY),
    start: () => 0,
    afterKey: (key, cell) => cellAfterKey(key, cell, this.confusion?.classes ?? 0),
    same: (one, other) => one === other,
    exists: (cell) => cell < (this.confusion?.counts.length ?? 0),
    anchor: (cell) => this.anchorOf(cell),
    moved: () => this.repaint(),
  });

  constructor() {
    super();
    this.addPlot({
      canvas: () => canvasOf(this, 'canvas'),
      configure: (palette) => this.configure(palette),
      update: () => {},
    });
  }

  protected override replaced(): void {
    if (this.cursor.place !== null) this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { confusion, sentence } = this;
    const { place } = this.cursor;
    const size = this.isMissing ? 'none' : sizeOf(this.data?.classes ?? 0);
    return html`
      <p class="sentence">${sentence}</p>
      <figure class=${size}>
        <div class="plot">
          <canvas role="img" aria-label=${matrixLabel(this.laneSnapshot?.label, sentence)}></canvas>
          ${confusion ? this.renderCursor(confusion, place ?? 0) : html`<p class="empty">${this.reason}</p>`}
        </div>
        ${
          confusion && place !== null
            ? html`<div class="tooltip" aria-hidden="true">${cellSentence(confusion, this.names, place)}</div>`
            : nothing
        }
      </figure>
      <p class="axes">${CONFUSION_WORDS.axes}</p>
      ${confusion ? confusionTable(confusion, this.names) : nothing}
    `;
  }

  private renderCursor(confusion: Confusion, cell: number): TemplateResult {
    return this.cursor.render({
      label: 'Cell',
      count: confusion.counts.length,
      index: cell,
      text: cellSentence(confusion, this.names, cell),
    });
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
            return {
              confusion,
              classNames,
              marked: this.cursor.place,
              right: accent,
              wrong: danger,
              ink,
              muted,
              grid,
              panel,
              font,
            };
          },
          (layout) => {
            this.layout = layout;
          },
        ),
      ],
    };
  }

  private get laneSnapshot(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  /** Null for counts of an earlier dataset, and for a network that has diverged. */
  private get confusion(): Confusion | null {
    const { laneSnapshot: lane, data } = this;
    if (!lane?.confusion || !data || lane.confusion.length !== data.classes ** 2 || !isSound(lane)) return null;
    return { counts: lane.confusion, classes: data.classes };
  }

  /** Whether this dataset has no confusion matrix at all. */
  private get isMissing(): boolean {
    return this.data !== null && (this.data.heldOutRows === 0 || this.data.classes > MOST_CONFUSION_CLASSES);
  }

  /** Why there is no matrix. */
  private get reason(): string {
    const { data, laneSnapshot: lane } = this;
    if (data?.heldOutRows === 0) return CONFUSION_WORDS.noHeldOutRows;
    if (data && data.classes > MOST_CONFUSION_CLASSES) return CONFUSION_WORDS.tooManyClasses(formatCount(data.classes));
    return lane?.confusion && !isSound(lane) ? CONFUSION_WORDS.diverged : WAITING;
  }

  private get sentence(): string {
    const { confusion, laneSnapshot: lane } = this;
    if (!confusion || !lane) return this.isMissing ? CONFUSION_WORDS.noMatrix(this.reason) : `${this.reason}.`;
    return confusionSentence(lane.heldOutAccuracy ?? NaN, confusion, this.names);
  }

  private get names(): readonly string[] {
    return this.data?.classNames ?? [];
  }

  private cellAt(clientX: number, clientY: number): number | null {
    const box = canvasOf(this, 'canvas')?.getBoundingClientRect();
    return (box && this.layout?.cellAt(clientX - box.left, clientY - box.top)) ?? null;
  }

  private anchorOf(cell: number): { x: number; y: number } | null {
    const classes = this.confusion?.classes ?? 0;
    const { layout } = this;
    if (!layout || classes === 0) return null;
    const [row, column] = [Math.floor(cell / classes), cell % classes];
    return { x: layout.left + (column + 0.5) * layout.cell, y: layout.top + (row + 0.5) * layout.cell };
  }
}

function isSound({ heldOutLoss }: LaneSnapshot): boolean {
  return heldOutLoss !== null && !Number.isNaN(heldOutLoss);
}

function sizeOf(classes: number): 'few' | 'some' | 'many' {
  if (classes <= 4) return 'few';
  return classes <= 12 ? 'some' : 'many';
}

/** The cell that an arrow key, or Home or End within the row, moves to; null for other keys. */
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
