import type { Area } from '../canvas';
import { sequentialRamp, withAlpha, type Rgb } from '../../design/color';
import { normalHeight } from '../density';
import { layerTicks } from '../domain';
import { SMALL_TEXT_SIZE } from '../options';
import type { DrawnChart, LinePlugin } from '../register';
import type { LayerHistograms } from './ridges';

/** Densities of at least this many target peaks have the ramp's last colour. */
const FULL = 1.35;
/** Height of the strip above the layers that shows the target's own distribution. */
const TARGET_STRIP = 9;
const STRIP_GAP = 8;
/** Length of a bar at the edge for a layer whose values are all outside the bins. */
const EDGE = 11;

/** Returns the positions of the rows of a heat map within its area. */
export function heatMapRows({ top, bottom }: Area, rows: number): { top: number; height: number; rowAt(y: number): number } {
  const first = top + TARGET_STRIP + STRIP_GAP;
  const height = (bottom - first) / rows;
  return { top: first, height, rowAt: (y) => Math.min(rows - 1, Math.max(0, Math.floor((y - first) / height))) };
}

/** Draws one row of colour per layer, first layer on top, for networks too deep for ridges. The rows are one image. */
export function heatMap(read: () => LayerHistograms | null): LinePlugin {
  const image = document.createElement('canvas');
  return {
    id: 'heat-map',
    beforeDatasetsDraw(chart) {
      const model = read();
      if (model) drawHeatMap(chart, model, image);
    },
  };
}

function drawHeatMap({ ctx, chartArea, scales: { x } }: DrawnChart, model: LayerHistograms, image: HTMLCanvasElement): void {
  const count = model.rows.length;
  if (count === 0) return;
  const ramp = rampTable(model);
  const place = heatMapRows(chartArea, count);
  const { left, right, top } = chartArea;
  const bins = model.rows[0].heights.length;

  ctx.save();
  ctx.imageSmoothingEnabled = false;
  const targetHeights = Float32Array.from({ length: bins }, (_, bin) =>
    normalHeight(x.min + ((x.max - x.min) * (bin + 0.5)) / bins, model.target),
  );
  paint([targetHeights], top, TARGET_STRIP);
  paint(
    model.rows.map(({ heights }) => heights),
    place.top,
    chartArea.bottom - place.top,
  );
  drawEdges();
  drawGuides();
  drawMarks();
  ctx.restore();

  function paint(rows: readonly Float32Array[], y: number, height: number): void {
    image.width = bins;
    image.height = rows.length;
    const surface = image.getContext('2d');
    if (!surface) return;
    const pixels = surface.createImageData(bins, rows.length);
    let at = 0;
    for (const heights of rows) {
      for (const value of heights) {
        const [red, green, blue] = ramp(value / FULL);
        pixels.data[at] = red;
        pixels.data[at + 1] = green;
        pixels.data[at + 2] = blue;
        pixels.data[at + 3] = 255;
        at += 4;
      }
    }
    surface.putImageData(pixels, 0, 0);
    ctx.drawImage(image, left, y, right - left, height);
  }

  /** Draws the shares outside the bins as bars at both edges. */
  function drawEdges(): void {
    for (const [row, { below, above }] of model.rows.entries()) {
      const y = place.top + row * place.height;
      ctx.fillStyle = model.color;
      if (above > 0) ctx.fillRect(right + 3, y, Math.max(1, above * EDGE), Math.max(1, place.height - 0.5));
      const length = Math.max(1, below * EDGE);
      if (below > 0) ctx.fillRect(left - 3 - length, y, length, Math.max(1, place.height - 0.5));
    }
  }

  /** Draws the target's mean and two standard deviations on both sides. */
  function drawGuides(): void {
    const sd = Math.sqrt(model.target.variance);
    ctx.strokeStyle = withAlpha(model.ink, 0.45);
    ctx.lineWidth = 0.8;
    for (const offset of [-2, 0, 2]) {
      const at = Math.round(x.getPixelForValue(model.target.mean + offset * sd)) + 0.5;
      ctx.setLineDash(offset === 0 ? [] : [3, 3]);
      ctx.beginPath();
      ctx.moveTo(at, top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  function drawMarks(): void {
    ctx.font = `${SMALL_TEXT_SIZE}px ${model.font}`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'right';
    ctx.fillStyle = model.muted;
    ctx.fillText('target', left - 8, top + TARGET_STRIP / 2);
    const middle = (row: number) => place.top + (row + 0.5) * place.height;
    const chosen = new Set([model.selected, model.hovered].filter((row) => row !== null));
    for (const layer of layerTicks(count, Math.floor((chartArea.bottom - place.top) / 22))) {
      const near = [...chosen].some((row) => Math.abs(middle(row) - middle(layer - 1)) < 12);
      if (!near) ctx.fillText(String(layer), left - 6 - EDGE, middle(layer - 1));
    }
    for (const row of chosen) {
      ctx.fillStyle = model.ink;
      ctx.font = `700 ${SMALL_TEXT_SIZE}px ${model.font}`;
      ctx.fillText(String(row + 1), left - 6 - EDGE, middle(row));
      ctx.strokeStyle = model.ink;
      ctx.lineWidth = 1;
      ctx.strokeRect(left - 1, place.top + row * place.height - 1, right - left + 2, place.height + 2);
    }
  }
}

/** Returns the ramp as a lookup table: a heat map evaluates it 80 × 128 times a frame. */
function rampTable({ panel, color, ink }: LayerHistograms): (share: number) => Rgb {
  const ramp = sequentialRamp(panel, color, ink);
  const table = Array.from({ length: 256 }, (_, i) => ramp(i / 255));
  return (share) => table[Math.min(255, Math.max(0, Math.round(share * 255)))];
}
