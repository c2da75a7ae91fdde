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
  /** What is right, and what is not. */
  right: string;
  wrong: string;
  ink: string;
  muted: string;
  grid: string;
  panel: string;
  font: string;
}

/** Room for the names of the classes, in pixels: as wide as the longest, within bounds. */
const NARROWEST = 14;
const WIDEST = 76;
const NAME_HEIGHT = 18;
const GAP = 6;
/** Of names that lean: sine and cosine of 45°. */
const SLOPE = Math.SQRT1_2;
/** Cells this large have their counts written in them, and names beside them. */
const ROOM_FOR_COUNTS = 22;
/** Where cells are smaller, every second or third has its name. */
const ROOM_FOR_NAMES = 8;
/** A single mistake among many rows is to be seen: their shares are drawn by their root, and nothing that is there is paler than this. */
const PALEST = 0.14;
const STRONGEST = 0.88;

/** Where the cells lie within the canvas: a square of `classes` times `classes` cells. */
export interface ConfusionLayout {
  left: number;
  top: number;
  cell: number;
  /** Whether the columns' names lean, for want of room. */
  slanted: boolean;
  /** The cell under a point of the canvas, row-major; null outside. */
  cellAt(x: number, y: number): number | null;
}

/** @param widestName of the class names in pixels */
function confusionLayout({ left, top, right, bottom }: Area, classes: number, widestName: number): ConfusionLayout {
  const names = Math.min(WIDEST, Math.max(NARROWEST, widestName));
  const upright = Math.min(right - left - names - GAP, bottom - top - NAME_HEIGHT) / classes;
  // Names of a letter or two stand upright however small the cells: every second is left out then.
  const slanted = widestName > Math.max(ROOM_FOR_COUNTS, upright - 2);
  // The last column's name leans out over the right.
  const [head, aside] = slanted ? [names * SLOPE + NAME_HEIGHT / 2, names * SLOPE] : [NAME_HEIGHT, 0];
  const first = { left: left + names + GAP, top: top + head };
  const cell = Math.min(
    (right - aside - first.left) / Math.max(1, classes - 0.5),
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

/** A confusion matrix: true classes down, predicted ones across, each cell's share of its row as colour. */
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
