import { type LinePlugin } from '../register';

export interface TargetLine {
  y: number;
  color: string;
}

/** Draws horizontal lines at the target values, under the data. */
export function targetLines(read: () => readonly TargetLine[]): LinePlugin {
  return {
    id: 'target-lines',
    beforeDatasetsDraw({ ctx, chartArea: { left, right }, scales: { y } }) {
      ctx.save();
      ctx.lineWidth = 1;
      for (const target of read()) {
        const at = Math.round(y.getPixelForValue(target.y)) + 0.5;
        ctx.strokeStyle = target.color;
        ctx.beginPath();
        ctx.moveTo(left, at);
        ctx.lineTo(right, at);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}
