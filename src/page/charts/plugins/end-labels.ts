import type { Chart } from 'chart.js';
import { fitText, haloText } from '../canvas';
import { cutName } from '../cut-name';
import { dodge } from '../dodge';
import { TEXT_SIZE } from '../options';
import type { LinePlugin } from '../register';

const LINE_HEIGHT = 15;
const GAP = 9;
const VALUE_GAP = 6;
/** Extra pixels between the labels and the chart's edge. */
const MARGIN = 3;
const NARROWEST_NAME = 20;

/** A label at a line's end, in place of a legend. */
export interface EndLabel {
  /** The line's last drawn point. With a y of NaN the label is placed at the middle of the axis and not connected to the line. */
  x: number;
  y: number;
  color: string;
  name: string;
  value: string;
  /** Written on a second line, such as "vanished". */
  remark?: string;
  /** The line leaves the plot here, or ends because its values are NaN. */
  end?: 'above' | 'below' | 'stop';
}

export interface EndLabels {
  labels: readonly EndLabel[];
  ink: string;
  muted: string;
  panel: string;
  font: string;
}

/** Draws names and newest values at the ends of the lines, moved apart if they would overlap. */
export function endLabels(read: () => EndLabels): LinePlugin {
  return {
    id: 'end-labels',
    afterDatasetsDraw({ ctx, width, chartArea, scales: { x, y } }) {
      const { labels, ink, muted, panel, font } = read();
      const names = labels.map(({ name }) => name);
      const height = (label: EndLabel) => (label.remark ? 2 : 1) * LINE_HEIGHT;
      const tied = (label: EndLabel) => Number.isFinite(label.y);
      const boxes = labels.map((label) => ({
        center: tied(label) ? y.getPixelForValue(label.y) : (chartArea.top + chartArea.bottom) / 2,
        height: height(label),
      }));
      const centers = dodge(boxes, chartArea.top - LINE_HEIGHT / 2, chartArea.bottom + LINE_HEIGHT / 2);
      ctx.save();
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      for (const [i, label] of labels.entries()) {
        const from = x.getPixelForValue(label.x);
        const left = from + GAP;
        if (tied(label)) {
          drawTie(ctx, label, from, boxes[i].center, left, centers[i]);
          drawEnd(ctx, label, from, boxes[i].center);
        }
        const room = width - left - 2;
        const top = centers[i] - height(label) / 2 + LINE_HEIGHT / 2;
        const bold = `600 ${TEXT_SIZE}px ${font}`;
        const plain = `${TEXT_SIZE}px ${font}`;
        ctx.font = plain;
        const valueWidth = label.value ? ctx.measureText(label.value).width + VALUE_GAP : 0;
        ctx.font = bold;
        const nameRoom = Math.max(NARROWEST_NAME, room - valueWidth);
        const name = cutName(label.name, names, (text) => ctx.measureText(text).width <= nameRoom);
        ctx.fillStyle = label.color;
        haloText(ctx, name, left, top, panel);
        const nameWidth = ctx.measureText(name).width;
        ctx.font = plain;
        ctx.fillStyle = ink;
        if (label.value) haloText(ctx, label.value, left + nameWidth + VALUE_GAP, top, panel);
        ctx.fillStyle = muted;
        if (label.remark) haloText(ctx, fitText(ctx, label.remark, room), left, top + LINE_HEIGHT, panel);
      }
      ctx.restore();
    },
  };
}

/**
 * Returns the width in pixels that labels need to the right of the plot: enough for every name with the widest value, so that
 * the plot's width does not change with the numbers.
 *
 * @param remark the widest second line
 */
export function labelRoom(
  { ctx }: Pick<Chart, 'ctx'>,
  labels: { names: readonly string[]; value: string; remark: string; font: string },
): number {
  const width = (text: string) => ctx.measureText(text).width;
  ctx.save();
  ctx.font = `${TEXT_SIZE}px ${labels.font}`;
  const value = width(labels.value) + VALUE_GAP;
  const remark = width(labels.remark);
  ctx.font = `600 ${TEXT_SIZE}px ${labels.font}`;
  const widest = Math.max(remark, ...labels.names.map((name) => width(name) + value));
  ctx.restore();
  return Math.ceil(widest + GAP + MARGIN);
}

/** Draws a thin line from the end of a line to its label if the label was moved. */
function drawTie(ctx: CanvasRenderingContext2D, { color }: EndLabel, x0: number, y0: number, x1: number, y1: number): void {
  if (Math.abs(y0 - y1) < 3) return;
  ctx.strokeStyle = color;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(x0 + 4, y0);
  ctx.lineTo(x1 - 2, y1);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function drawEnd(ctx: CanvasRenderingContext2D, { color, end }: EndLabel, x: number, y: number): void {
  if (!end) return;
  ctx.fillStyle = color;
  ctx.strokeStyle = color;
  ctx.beginPath();
  if (end === 'stop') {
    ctx.lineWidth = 2;
    ctx.moveTo(x - 4, y - 4);
    ctx.lineTo(x + 4, y + 4);
    ctx.moveTo(x + 4, y - 4);
    ctx.lineTo(x - 4, y + 4);
    ctx.stroke();
    return;
  }
  const tip = end === 'above' ? -5 : 5;
  ctx.moveTo(x, y + tip);
  ctx.lineTo(x + 5, y - tip * 0.6);
  ctx.lineTo(x - 5, y - tip * 0.6);
  ctx.closePath();
  ctx.fill();
}
