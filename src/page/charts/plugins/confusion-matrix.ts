import { fitText, type Area } from '../canvas';
import { inkOn, mix, parseColor, type Rgb } from '../../design/color';
import { rowsOfClasses, type Confusion } from '../confusion';
import { SMALL_TEXT_SIZE } from '../options';
import type { DrawnChart, LinePlugin } from '../register';

export interface ConfusionModel {
  confusion: Confusion;
  classNames: readonly string[];
  /** The cell that is marked, row-major. */
  marked: number | null;
  /** Colours of correct predictions and of mistakes. */
  right: string;
  wrong: string;
  ink: string;
  muted: string;
  grid: string;
  panel: string;
  font: string;
}

/** Width of the class names, in pixels: that of the longest, within these bounds. */
const NARROWEST = 14;
const WIDEST = 76;
const NAME_HEIGHT = 18;
const GAP = 6;
/** Sine and cosine of 45°, for slanted names. */
const SLOPE = Math.SQRT1_2;
/** Cells at least this large show their counts and have upright names. */
const ROOM_FOR_COUNTS = 22;
/** With smaller cells, only every second or third class is named. */
const ROOM_FOR_NAMES = 8;
/** Colour uses the square root of a mistake's share and at least this strength, so that a single mistake among many rows is visible. */
const PALEST = 0.14;
const STRONGEST = 0.88;

/** Positions of the cells within the canvas: a square of `classes` × `classes`. */
export interface ConfusionLayout {
  left: number;
  top: number;
  cell: number;
  /** Whether the columns' names are slanted to save room. */
  slanted: boolean;
  /** The cell under a point of the canvas, row-major; null outside. */
  cellAt(x: number, y: number): number | null;
}

/** @param widestName of the class names in pixels */
function confusionLayout({ left, top, right, bottom }: Area, classes: number, widestName: number): ConfusionLayout {
  const names = Math.min(WIDEST, Math.max(NARROWEST, widestName));
  const upright = Math.min(right - left - names - GAP, bottom - top - NAME_HEIGHT) / classes;
  // Names of a letter or two stay upright; with small cells some are left out.
  const slanted = widestName > Math.max(ROOM_FOR_COUNTS, upright - 2);
  // The last column's slanted name extends past the right edge.
  const [head, overhang] = slanted ? [names * SLOPE + NAME_HEIGHT / 2, names * SLOPE] : [NAME_HEIGHT, 0];
  const first = { left: left + names + GAP, top: top + head };
  const cell = Math.min(
    (right - overhang - first.left) / Math.max(1, classes - 0.5),
    (right - first.left) / classes,
    (bottom - first.top) / classes,
  );
  return {
    ...first,
    cell,
    slanted,
    cellAt(x, y) {
      const [column, row] = [Math.floor((x - first.left) / cell), Math.floor((y - first.top) / cell)];
      return column >= 0 && row >= 0 && column < classes && row < classes ? row * classes + column : null;
    },
  };
}

/** Draws a confusion matrix: true classes down, predicted classes across, each cell's share of its row as colour. */
export function confusionMatrix(read: () => ConfusionModel | null, placed: (layout: ConfusionLayout) => void): LinePlugin {
  return {
    id: 'confusion-matrix',
    beforeDatasetsDraw(chart) {
      const model = read();
      if (model) placed(drawMatrix(chart, model));
    },
  };
}

function drawMatrix({ ctx, chartArea }: DrawnChart, model: ConfusionModel): ConfusionLayout {
  const { confusion, classNames } = model;
  const { classes, counts } = confusion;
  const smallFont = `${SMALL_TEXT_SIZE}px ${model.font}`;
  ctx.save();
  ctx.font = smallFont;
  const widest = Math.max(...classNames.map((name) => ctx.measureText(name).width));
  const layout = confusionLayout(chartArea, classes, widest);
  const { left, top, cell } = layout;
  const gap = cell >= ROOM_FOR_COUNTS ? 1 : 0.5;
  const rows = rowsOfClasses(confusion);
  const [panel, right, wrong, grid] = [model.panel, model.right, model.wrong, model.grid].map(parseColor);

  ctx.textBaseline = 'middle';
  for (let label = 0; label < classes; label++) {
    for (let predicted = 0; predicted < classes; predicted++) {
      const count = counts[label * classes + predicted];
      const share = count / Math.max(1, rows[label]);
      const strength = PALEST + (STRONGEST - PALEST) * (label === predicted ? share : Math.sqrt(share));
      const color = count === 0 ? mix(panel, grid, 0.55) : mix(panel, label === predicted ? right : wrong, strength);
      ctx.fillStyle = `rgb(${color.map(Math.round).join()})`;
      const [x, y] = [left + predicted * cell, top + label * cell];
      ctx.fillRect(x + gap / 2, y + gap / 2, cell - gap, cell - gap);
      if (count > 0 && cell >= ROOM_FOR_COUNTS) writeCount(String(count), x + cell / 2, y + cell / 2, color);
    }
  }
  writeNames();
  if (model.marked !== null && model.marked < classes ** 2) outline(model.marked);
  ctx.restore();
  return layout;

  function writeCount(text: string, x: number, y: number, color: Rgb): void {
    const size = Math.min(SMALL_TEXT_SIZE + 1, (1.7 * (cell - 4)) / text.length);
    if (size < 8) return;
    ctx.font = `${size}px ${model.font}`;
    ctx.textAlign = 'center';
    ctx.fillStyle = inkOn(color);
    ctx.fillText(text, x, y + 0.5);
  }

  function writeNames(): void {
    const every = Math.ceil(ROOM_FOR_NAMES / cell);
    const nameSize = Math.min(SMALL_TEXT_SIZE, Math.max(ROOM_FOR_NAMES, 0.9 * cell));
    const [row, column] = model.marked === null ? [-1, -1] : [Math.floor(model.marked / classes), model.marked % classes];
    for (let label = 0; label < classes; label += every) {
      const name = classNames[label] ?? String(label);
      const font = (bold: boolean) => `${bold ? '700 ' : ''}${nameSize}px ${model.font}`;
      ctx.font = font(label === row);
      ctx.fillStyle = label === row ? model.ink : model.muted;
      ctx.textAlign = 'right';
      ctx.fillText(fitText(ctx, name, WIDEST), left - GAP, top + (label + 0.5) * cell);
      ctx.font = font(label === column);
      ctx.fillStyle = label === column ? model.ink : model.muted;
      const center = left + (label + 0.5) * cell;
      if (layout.slanted) {
        ctx.save();
        ctx.translate(center, top - GAP);
        ctx.rotate(-Math.PI / 4);
        ctx.textAlign = 'left';
        ctx.fillText(fitText(ctx, name, WIDEST), 0, 0);
        ctx.restore();
      } else {
        ctx.textAlign = 'center';
        ctx.fillText(
          fitText(ctx, name, cell >= ROOM_FOR_COUNTS ? cell - 2 : 1.3 * every * cell),
          center,
          top - NAME_HEIGHT / 2,
        );
      }
    }
  }

  function outline(marked: number): void {
    ctx.strokeStyle = model.ink;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(left + (marked % classes) * cell, top + Math.floor(marked / classes) * cell, cell, cell);
  }
}
