import { withAlpha } from '../../design/color';
import type { LinePlugin } from '../register';

/** Draws a faint vertical line at the target's mean, behind all rows. */
export function meanGuide(ink: string, mean: () => number): LinePlugin {
  return {
    id: 'mean-guide',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      const at = Math.round(x.getPixelForValue(mean())) + 0.5;
      ctx.save();
      ctx.strokeStyle = withAlpha(ink, 0.25);
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}
