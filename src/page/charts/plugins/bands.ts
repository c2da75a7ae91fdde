import { clipTo } from '../canvas';
import type { LinePlugin } from '../register';

/** A filled strip: at each x, from low to high. Points with a non-finite bound are left out. */
export interface Band {
  color: string;
  points: readonly { x: number; low: number; high: number }[];
}

/** Draws strips under the data, such as the range expected by chance. */
export function bands(read: () => readonly Band[]): LinePlugin {
  return {
    id: 'bands',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
      ctx.save();
      clipTo(ctx, chartArea);
      for (const band of read()) {
        const points = band.points.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
        if (points.length === 0) continue;
        const single = points.length === 1 ? 12 : 0;
        ctx.fillStyle = band.color;
        ctx.beginPath();
        for (const point of points) ctx.lineTo(x.getPixelForValue(point.x) - single, y.getPixelForValue(point.high));
        if (single) ctx.lineTo(x.getPixelForValue(points[0].x) + single, y.getPixelForValue(points[0].high));
        for (const point of points.toReversed())
          ctx.lineTo(x.getPixelForValue(point.x) + single, y.getPixelForValue(point.low));
        if (single) ctx.lineTo(x.getPixelForValue(points[0].x) - single, y.getPixelForValue(points[0].low));
        ctx.closePath();
        ctx.fill();
      }
      ctx.restore();
    },
  };
}
