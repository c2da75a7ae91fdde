import { fitText, haloText } from '../canvas';
import { dodge } from '../dodge';
import { TEXT_SIZE } from '../options';
import type { LinePlugin } from '../register';

const LINE_HEIGHT = 15;
const GAP = 9;

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
        const valueWidth = label.value ? ctx.measureText(label.value).width + 6 : 0;
        ctx.font = bold;
        const name = fitText(ctx, label.name, Math.max(20, room - valueWidth));
        ctx.fillStyle = label.color;
        haloText(ctx, name, left, top, panel);
        const nameWidth = ctx.measureText(name).width;
        ctx.font = plain;
        ctx.fillStyle = ink;
        if (label.value) haloText(ctx, label.value, left + nameWidth + 6, top, panel);
        ctx.fillStyle = muted;
        if (label.remark) haloText(ctx, fitText(ctx, label.remark, room), left, top + LINE_HEIGHT, panel);
      }
      ctx.restore();
    },
  };
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
