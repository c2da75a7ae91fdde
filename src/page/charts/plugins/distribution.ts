import { haloText } from '../canvas';
import { withAlpha } from '../../design/color';
import { normalHeight, type RelativeHistogram } from '../density';
import { formatShare } from '../format';
import { SMALL_TEXT_SIZE } from '../options';
import type { LinePlugin } from '../register';

/** The vertical axis of a single histogram ends at this many target peaks; taller bars are broken off and marked. */
export const TALLEST_BAR = 1.75;

export interface Distribution {
  histogram: RelativeHistogram | null;
  target: { mean: number; variance: number };
  color: string;
  ink: string;
  panel: string;
  font: string;
}

/** Draws one large histogram under the target's normal curve; the vertical axis is in target peaks. */
export function distribution(read: () => Distribution): LinePlugin {
  return {
    id: 'distribution',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
      const { histogram, target, color, ink, panel, font } = read();
      ctx.save();
      if (histogram) drawBars(histogram);
      drawTarget();
      if (histogram) drawOutside(histogram);
      ctx.restore();

      function drawBars({ heights }: RelativeHistogram): void {
        const base = y.getPixelForValue(0);
        const edge = (bin: number) => x.getPixelForValue(x.min + ((x.max - x.min) * bin) / heights.length);
        ctx.beginPath();
        ctx.moveTo(edge(0), base);
        for (const [bin, height] of heights.entries()) {
          const top = y.getPixelForValue(Math.min(TALLEST_BAR, height));
          ctx.lineTo(edge(bin), top);
          ctx.lineTo(edge(bin + 1), top);
        }
        ctx.lineTo(edge(heights.length), base);
        ctx.fillStyle = withAlpha(color, 0.26);
        ctx.fill();
        ctx.strokeStyle = color;
        ctx.lineWidth = 1.25;
        ctx.stroke();

        for (const [bin, height] of heights.entries()) {
          if (height <= TALLEST_BAR) continue;
          const [left, right] = [edge(bin), edge(bin + 1)];
          ctx.strokeStyle = panel;
          ctx.lineWidth = 2;
          for (const offset of [8, 13]) {
            ctx.beginPath();
            ctx.moveTo(left - 3, chartArea.top + offset + 2);
            ctx.lineTo(right + 3, chartArea.top + offset - 2);
            ctx.stroke();
          }
          ctx.font = `${SMALL_TEXT_SIZE}px ${font}`;
          ctx.textBaseline = 'top';
          ctx.textAlign = right > chartArea.right - 110 ? 'right' : 'left';
          ctx.fillStyle = ink;
          const share = (height * (x.max - x.min)) / heights.length / Math.sqrt(2 * Math.PI * target.variance);
          // The label goes to the right of the adjacent broken bars.
          const nextShort = heights.findIndex((other, index) => index > bin && other <= TALLEST_BAR);
          const at = ctx.textAlign === 'left' ? (nextShort < 0 ? right : edge(nextShort)) + 8 : left - 8;
          if (height === Math.max(...heights)) haloText(ctx, `${formatShare(share)} in this bin`, at, chartArea.top, panel);
        }
      }

      function drawTarget(): void {
        ctx.beginPath();
        const samples = 160;
        for (let i = 0; i <= samples; i++) {
          const value = x.min + ((x.max - x.min) * i) / samples;
          ctx.lineTo(x.getPixelForValue(value), y.getPixelForValue(normalHeight(value, target)));
        }
        ctx.strokeStyle = withAlpha(ink, 0.75);
        ctx.lineWidth = 1;
        ctx.stroke();
      }

      function drawOutside({ below, above }: RelativeHistogram): void {
        ctx.font = `${SMALL_TEXT_SIZE}px ${font}`;
        ctx.textBaseline = 'alphabetic';
        ctx.fillStyle = ink;
        const base = y.getPixelForValue(0) - 4;
        ctx.textAlign = 'right';
        if (above > 0) haloText(ctx, `${formatShare(above)} ▸`, chartArea.right, base, panel);
        ctx.textAlign = 'left';
        if (below > 0) haloText(ctx, `◂ ${formatShare(below)}`, chartArea.left, base, panel);
      }
    },
  };
}
