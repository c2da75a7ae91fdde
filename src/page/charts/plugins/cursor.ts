import { markerPath } from '../canvas';
import type { MarkerShape } from '../../design/palette';
import type { LinePlugin } from '../register';

export interface CursorMark {
  y: number;
  color: string;
  shape: MarkerShape;
  /** Drawn larger: a click selects this one. */
  chosen: boolean;
}

export interface Cursor {
  x: number;
  color: string;
  panel: string;
  marks: readonly CursorMark[];
}

/** Draws a vertical hairline at one x with a marker on each line there; nothing while `read` returns null. */
export function cursor(read: () => Cursor | null): LinePlugin {
  return {
    id: 'cursor',
    afterDatasetsDraw({ ctx, chartArea: { top, bottom }, scales: { x, y } }) {
      const at = read();
      if (!at) return;
      const left = x.getPixelForValue(at.x);
      ctx.save();
      ctx.lineWidth = 1;
      ctx.strokeStyle = at.color;
      ctx.beginPath();
      ctx.moveTo(Math.round(left) + 0.5, top);
      ctx.lineTo(Math.round(left) + 0.5, bottom);
      ctx.stroke();
      for (const mark of at.marks) {
        if (Number.isNaN(mark.y)) continue;
        markerPath(ctx, mark.shape, left, y.getPixelForValue(mark.y), mark.chosen ? 5 : 4);
        ctx.fillStyle = mark.color;
        ctx.strokeStyle = at.panel;
        ctx.lineWidth = 2;
        ctx.stroke();
        ctx.fill();
      }
      ctx.restore();
    },
  };
}
