import { haloText, type Area } from '../canvas';
import { withAlpha } from '../../design/color';
import { normalHeight, type RelativeHistogram } from '../density';
import { formatShare } from '../format';
import { SMALL_TEXT_SIZE } from '../options';
import type { DrawnChart, LinePlugin } from '../register';

/** The data of both drawings of all layers' histograms: ridges and heat map. */
export interface LayerHistograms {
  rows: readonly RelativeHistogram[];
  target: { mean: number; variance: number };
  color: string;
  ink: string;
  muted: string;
  panel: string;
  font: string;
  selected: number | null;
  hovered: number | null;
}

/** Bars taller than this many target peaks are broken off and marked. */
const TALLEST = 1.35;
/** Height of the target's peak, in row heights. */
const PEAK = 1.1;

/** Positions of the rows of a ridge plot within its area. */
export interface RidgeLayout {
  pitch: number;
  /** Height of one target peak, in pixels. */
  peak: number;
  baseline(row: number): number;
  rowAt(y: number): number;
}

export function ridgeLayout({ top, bottom }: Area, rows: number): RidgeLayout {
  const pitch = (bottom - top) / (rows - 1 + PEAK * TALLEST);
  const baseline = (row: number) => bottom - pitch * (rows - 1 - row);
  return {
    pitch,
    peak: pitch * PEAK,
    baseline,
    rowAt: (y) => Math.min(rows - 1, Math.max(0, Math.ceil((y - baseline(0)) / pitch))),
  };
}

/** Draws one histogram per layer on a common horizontal axis, first layer on top, each under the target's normal curve. */
export function ridges(read: () => LayerHistograms | null): LinePlugin {
  return {
    id: 'ridges',
    beforeDatasetsDraw(chart) {
      const model = read();
      if (model) drawRidges(chart, model);
    },
  };
}

function drawRidges({ ctx, chartArea, scales: { x } }: DrawnChart, model: LayerHistograms): void {
  const layout = ridgeLayout(chartArea, Math.max(1, model.rows.length));
  ctx.save();
  for (const [row, histogram] of model.rows.entries()) drawRidge(row, histogram);
  ctx.restore();

  function drawRidge(row: number, { heights, below, above }: RelativeHistogram): void {
    const base = layout.baseline(row);
    const bins = heights.length;
    const edge = (bin: number) => x.getPixelForValue(x.min + ((x.max - x.min) * bin) / bins);
    const tallest = TALLEST * layout.peak;
    const chosen = row === model.selected || row === model.hovered;

    ctx.beginPath();
    ctx.moveTo(edge(0), base);
    for (let bin = 0; bin < bins; bin++) {
      const y = base - Math.min(tallest, heights[bin] * layout.peak);
      ctx.lineTo(edge(bin), y);
      ctx.lineTo(edge(bin + 1), y);
    }
    ctx.lineTo(edge(bins), base);
    ctx.fillStyle = model.panel;
    ctx.fill();
    ctx.fillStyle = withAlpha(model.color, chosen ? 0.5 : 0.26);
    ctx.fill();
    ctx.strokeStyle = withAlpha(model.color, 0.4);
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(edge(0), base);
    ctx.lineTo(edge(bins), base);
    ctx.stroke();
    drawOutline(heights, edge, (height) => base - Math.min(tallest, height * layout.peak), chosen);

    for (let bin = 0; bin < bins; bin++) {
      if (heights[bin] > TALLEST) drawBreak(edge(bin), edge(bin + 1), base - tallest);
    }
    drawTarget(base);
    drawNumbers(row, base, below, above, chosen);
  }

  /** Draws the upper edge only, where bins are not empty. */
  function drawOutline(
    heights: Float32Array,
    edge: (bin: number) => number,
    top: (height: number) => number,
    chosen: boolean,
  ): void {
    ctx.strokeStyle = model.color;
    ctx.lineWidth = chosen ? 1.75 : 1;
    ctx.lineJoin = 'miter';
    ctx.beginPath();
    for (const [bin, height] of heights.entries()) {
      if (height === 0) continue;
      if (bin === 0 || heights[bin - 1] === 0) ctx.moveTo(edge(bin), top(0));
      ctx.lineTo(edge(bin), top(height));
      ctx.lineTo(edge(bin + 1), top(height));
      if (bin + 1 === heights.length || heights[bin + 1] === 0) ctx.lineTo(edge(bin + 1), top(0));
    }
    ctx.stroke();
  }

  /** Draws two slanted cuts across a bar that is taller than its row. */
  function drawBreak(left: number, right: number, top: number): void {
    for (const offset of [3.5, 6.5]) {
      ctx.strokeStyle = model.panel;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(left - 2.5, top + offset + 1.5);
      ctx.lineTo(right + 2.5, top + offset - 1.5);
      ctx.stroke();
    }
  }

  function drawTarget(base: number): void {
    ctx.beginPath();
    const samples = 96;
    for (let i = 0; i <= samples; i++) {
      const value = x.min + ((x.max - x.min) * i) / samples;
      ctx.lineTo(x.getPixelForValue(value), base - layout.peak * normalHeight(value, model.target));
    }
    ctx.strokeStyle = withAlpha(model.ink, 0.6);
    ctx.lineWidth = 0.8;
    ctx.stroke();
  }

  function drawNumbers(row: number, base: number, below: number, above: number, chosen: boolean): void {
    const size = Math.min(SMALL_TEXT_SIZE, Math.max(9, layout.pitch * 0.8));
    ctx.font = `${chosen ? '700 ' : ''}${size}px ${model.font}`;
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'right';
    ctx.fillStyle = chosen ? model.ink : model.muted;
    ctx.fillText(String(row + 1), chartArea.left - 8, base);
    ctx.font = `${size}px ${model.font}`;
    ctx.fillStyle = model.ink;
    if (above >= 0.0005) haloText(ctx, `${formatShare(above)} ▸`, chartArea.right, base - 2, model.panel);
    ctx.textAlign = 'left';
    if (below >= 0.0005) haloText(ctx, `◂ ${formatShare(below)}`, chartArea.left, base - 2, model.panel);
  }
}
