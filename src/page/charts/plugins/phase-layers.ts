import type { Moments } from '../../../theory/moments';
import { clipTo, haloText } from '../canvas';
import { mix, parseColor, withAlpha } from '../../design/color';
import type { Domain } from '../domain';
import { SMALL_TEXT_SIZE } from '../options';
import type { Palette } from '../../design/palette';
import type { DrawnChart, LinePlugin } from '../register';

/** A lane's layers in the plane of mean and variance. */
export interface PhaseLayers {
  /** One entry per snapshot, newest last; each has one entry per layer, first layer first. */
  trail: readonly (readonly Moments[])[];
  /** The attracting fixed point; null if there is no single one. */
  fixedPoint: Moments | null;
  color: string;
  palette: Palette;
}

/** Strength of the lane's colour at the first layer; the last has the full colour. */
const FIRST_SHARE = 0.3;
const RADIUS = 4.5;
const MANY_LAYERS = 32;
const FIXED_POINT_RADIUS = 7;
/** The first and the last layer are numbered if they are at least this many pixels apart. */
const NUMBERED_DISTANCE = 24;

/** Numbers of layers outside the frame, by edge. */
export interface Outside {
  above: number;
  below: number;
  left: number;
  right: number;
  /** Layers whose moments are NaN. */
  nan: number;
}

export function layersOutside(layers: readonly Moments[], mean: Domain, variance: Domain): Outside {
  const outside = { above: 0, below: 0, left: 0, right: 0, nan: 0 };
  for (const layer of layers) {
    if (Number.isNaN(layer.mean) || Number.isNaN(layer.variance)) outside.nan++;
    else if (layer.variance > variance.max) outside.above++;
    else if (layer.variance < variance.min) outside.below++;
    else if (layer.mean < mean.min) outside.left++;
    else if (layer.mean > mean.max) outside.right++;
  }
  return outside;
}

/** Draws every layer as a dot, paler towards the inputs, with a trail of its last few snapshots. */
export function phaseLayers(read: () => PhaseLayers): LinePlugin {
  return { id: 'phase-layers', afterDatasetsDraw: (chart) => drawLayers(chart, read()) };
}

function drawLayers(
  { ctx, chartArea, scales: { x, y } }: DrawnChart,
  { trail, fixedPoint, color, palette }: PhaseLayers,
): void {
  const newest = trail.at(-1) ?? [];
  const place = ({ mean, variance }: Moments): [number, number] => [x.getPixelForValue(mean), y.getPixelForValue(variance)];
  ctx.save();
  ctx.save();
  clipTo(ctx, chartArea);
  drawTrails();
  drawDots();
  if (fixedPoint) drawFixedPoint(fixedPoint);
  ctx.restore();
  ctx.font = `${SMALL_TEXT_SIZE}px ${palette.font}`;
  nameEnds();
  writeOutside();
  ctx.restore();

  function drawFixedPoint(at: Moments): void {
    const [px, py] = place(at);
    ctx.beginPath();
    ctx.arc(px, py, FIXED_POINT_RADIUS, 0, 2 * Math.PI);
    ctx.moveTo(px - FIXED_POINT_RADIUS, py);
    ctx.lineTo(px + FIXED_POINT_RADIUS, py);
    ctx.moveTo(px, py - FIXED_POINT_RADIUS);
    ctx.lineTo(px, py + FIXED_POINT_RADIUS);
    ctx.strokeStyle = palette.panel;
    ctx.lineWidth = 4;
    ctx.stroke();
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }

  function drawTrails(): void {
    ctx.strokeStyle = withAlpha(color, 0.4);
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const layer of newest.keys()) {
      let broken = true;
      for (const each of trail) {
        const [px, py] = place(each[layer]);
        if (Number.isFinite(px) && Number.isFinite(py)) {
          if (broken) ctx.moveTo(px, py);
          else ctx.lineTo(px, py);
          broken = false;
        } else broken = true;
      }
    }
    ctx.stroke();
  }

  function drawDots(): void {
    const [ground, full] = [parseColor(palette.panel), parseColor(color)];
    ctx.lineWidth = 1;
    ctx.strokeStyle = color;
    for (const [layer, moments] of newest.entries()) {
      const [px, py] = place(moments);
      if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
      const share = newest.length > 1 ? FIRST_SHARE + ((1 - FIRST_SHARE) * layer) / (newest.length - 1) : 1;
      ctx.fillStyle = `rgb(${mix(ground, full, share).map(Math.round).join()})`;
      ctx.beginPath();
      ctx.arc(px, py, newest.length > MANY_LAYERS ? RADIUS * 0.7 : RADIUS, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    }
  }

  /** Writes the numbers of the first and the last layer, on opposite sides. */
  function nameEnds(): void {
    const ends = newest.length > 1 ? [0, newest.length - 1] : newest.length === 1 ? [0] : [];
    const spots = ends.map((layer) => ({ layer, at: place(newest[layer]) }));
    // Close together, the numbers would hide the dots.
    if (spots.length === 2 && Math.hypot(spots[0].at[0] - spots[1].at[0], spots[0].at[1] - spots[1].at[1]) < NUMBERED_DISTANCE)
      return;
    const lastIsRight = spots.length < 2 || spots[1].at[0] >= spots[0].at[0];
    ctx.textBaseline = 'middle';
    ctx.fillStyle = palette.ink;
    for (const { layer, at } of spots) {
      const [px, py] = at;
      const inside = px >= chartArea.left && px <= chartArea.right && py >= chartArea.top && py <= chartArea.bottom;
      if (!inside) continue;
      const right = (layer > 0 || newest.length === 1) === lastIsRight;
      ctx.textAlign = right ? 'left' : 'right';
      haloText(ctx, String(layer + 1), px + (right ? 8 : -8), py, palette.panel);
    }
  }

  function writeOutside(): void {
    const { above, below, left, right, nan } = layersOutside(newest, x, y);
    const middleX = (chartArea.left + chartArea.right) / 2;
    const middleY = (chartArea.top + chartArea.bottom) / 2;
    const layers = (count: number) => `${count} ${count === 1 ? 'layer' : 'layers'}`;
    ctx.fillStyle = color;
    ctx.font = `600 ${SMALL_TEXT_SIZE}px ${palette.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    if (above) haloText(ctx, `▲ ${layers(above)}`, middleX, chartArea.top + 10, palette.panel);
    if (below) haloText(ctx, `▼ ${layers(below)}`, middleX, chartArea.bottom - 10, palette.panel);
    if (nan) haloText(ctx, `${layers(nan)} NaN`, middleX, middleY + 30, palette.panel);
    ctx.textAlign = 'left';
    if (left) haloText(ctx, `◀ ${layers(left)}`, chartArea.left + 6, middleY, palette.panel);
    ctx.textAlign = 'right';
    if (right) haloText(ctx, `${layers(right)} ▶`, chartArea.right - 6, middleY, palette.panel);
  }
}
