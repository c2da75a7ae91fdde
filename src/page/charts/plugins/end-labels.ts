import type { Chart } from 'chart.js';
import { fitText, haloText } from '../canvas';
import { cutName } from '../cut-name';
import { dodge } from '../dodge';
import { TEXT_SIZE } from '../options';
import type { LinePlugin } from '../register';

const LINE_HEIGHT = 15;
const GAP = 9;
const VALUE_GAP = 6;
/** Of the room that labels ask for: what stands between them and the chart's edge besides the gap. */
const MARGIN = 3;
const LEAST_NAME = 20;

/** What stands at a line's end instead of in a legend. */
export interface EndLabel {
  /** The line's last drawn point; a y that is NaN puts the label at the middle of the axis, without a tie to the line. */
  x: number;
  y: number;
  color: string;
  name: string;
  value: string;
  /** Said on a second line, such as "vanished". */
  remark?: string;
  /** The line leaves the plot here, or breaks off. */
  end?: 'above' | 'below' | 'stop';
}

export interface EndLabels {
  labels: readonly EndLabel[];
  ink: string;
  muted: string;
  panel: string;
  font: string;
}

/** Names and newest values at the ends of the lines, moved apart where they would overlap. */
export function endLabels(read: () => EndLabels): LinePlugin {
  return {
    id: 'end-labels',
    afterDatasetsDraw({ ctx, width, chartArea, scales: { x, y } }) {
      const { labels, ink, muted, panel, font } = read();
      const names = labels.map(({ name }) => name);
      const height = (label: EndLabel) => (label.remark ? 2 : 1) * LINE_HEIGHT;
      const tied = (label: EndLabel) => Number.isFinite(label.y);
      const wishes = labels.map((label) => ({
        middle: tied(label) ? y.getPixelForValue(label.y) : (chartArea.top + chartArea.bottom) / 2,
        height: height(label),
      }));
      const middles = dodge(wishes, chartArea.top - LINE_HEIGHT / 2, chartArea.bottom + LINE_HEIGHT / 2);
      ctx.save();
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      for (const [i, label] of labels.entries()) {
        const from = x.getPixelForValue(label.x);
        const left = from + GAP;
        if (tied(label)) {
          drawTie(ctx, label, from, wishes[i].middle, left, middles[i]);
          drawEnd(ctx, label, from, wishes[i].middle);
        }
        const room = width - left - 2;
        const top = middles[i] - height(label) / 2 + LINE_HEIGHT / 2;
        const bold = `600 ${TEXT_SIZE}px ${font}`;
        const plain = `${TEXT_SIZE}px ${font}`;
        ctx.font = plain;
        const valueWidth = label.value ? ctx.measureText(label.value).width + VALUE_GAP : 0;
        ctx.font = bold;
        const nameRoom = Math.max(LEAST_NAME, room - valueWidth);
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
 * Pixels that labels take beside the plot. Enough for every name with the widest value, whichever it has: the plot must not change
 * its width with a number.
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
  const beside = width(labels.value) + VALUE_GAP;
  const remark = width(labels.remark);
  ctx.font = `600 ${TEXT_SIZE}px ${labels.font}`;
  const widest = Math.max(remark, ...labels.names.map((name) => width(name) + beside));
  ctx.restore();
  return Math.ceil(widest + GAP + MARGIN);
}

/** A thin line from the end of a line to its label, where the label had to move. */
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
