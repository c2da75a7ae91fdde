import type { Moments } from '../../../theory/moments';
import type { LayerMap } from '../../../theory/layer-map';
import { haloText, type Area } from '../canvas';
import { withAlpha } from '../../design/color';
import { clampTo, type Domain } from '../domain';
import { SMALL_TEXT_SIZE } from '../options';
import type { Palette } from '../../design/palette';
import type { DrawnChart, LinePlugin } from '../register';

/** A layer's map over the plane of mean (x) and variance (y, log scale). The image is redrawn when the object is replaced. */
export interface PhaseField {
  /** Null without a map: no arrows are drawn. */
  map: LayerMap | null;
  /** Whether layers converge whose incoming second moment is `entering`. */
  settles: (entering: number) => boolean;
  /** Draws the curve of fixed points that every layer is mapped to. */
  curve: boolean;
  /** The range of means for which a target of this variance has a solution; null if no target can be chosen. */
  admissible: ((variance: number) => Domain) | null;
  /** An outlined region and its name. */
  box: { mean: Domain; variance: Domain; name: string } | null;
  palette: Palette;
}

/** Pixels between arrows, and the longest of them. */
const PITCH = 27;
const LONGEST = 19;
const HEAD = 3.5;
/** Pixels between samples of a curve. */
const SAMPLE = 4;
const HATCH = 7;
/** A log axis cannot show 0. */
const LOWEST = 1e-30;

/** Draws the flow of a layer's map, cached as an image until the field or the size changes. */
export function phaseField(read: () => PhaseField | null): LinePlugin {
  const image = document.createElement('canvas');
  let painted: PhaseField | null = null;
  return {
    id: 'phase-field',
    beforeDatasetsDraw(chart) {
      const { left, top, right, bottom } = chart.chartArea;
      const [width, height] = [Math.round(right - left), Math.round(bottom - top)];
      const field = read();
      if (!field || width < 1 || height < 1) return;
      const ratio = chart.currentDevicePixelRatio;
      const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (painted !== field || image.width !== columns || image.height !== rows) {
        image.width = columns;
        image.height = rows;
        const surface = image.getContext('2d');
        if (!surface) return;
        surface.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
        paint(surface, chart, field);
        painted = field;
      }
      chart.ctx.drawImage(image, left, top, width, height);
    },
  };
}

function paint(surface: CanvasRenderingContext2D, { chartArea, scales: { x, y } }: DrawnChart, field: PhaseField): void {
  const { map, settles, curve, admissible, box, palette } = field;
  const { left, top, right, bottom } = chartArea;
  const place = ({ mean, variance }: Moments): [number, number] => [
    x.getPixelForValue(mean),
    y.getPixelForValue(Math.max(LOWEST, variance)),
  ];
  const momentsAt = (px: number, py: number): Moments => ({
    mean: x.getValueForPixel(px) ?? NaN,
    variance: y.getValueForPixel(py) ?? NaN,
  });
  if (map) shadeBasin(map);
  if (admissible) hatchImpossible(admissible);
  if (map) drawArrows(map);
  if (map && curve) drawCurve(map);
  if (box) outline(box);

  function shadeBasin({ entering }: LayerMap): void {
    surface.fillStyle = withAlpha(palette.accent, 0.09);
    const columns = Array.from({ length: Math.ceil((right - left) / SAMPLE) }, (_, i) => left + i * SAMPLE);
    const means = columns.map((px) => x.getValueForPixel(px) ?? NaN);
    for (let py = top; py < bottom; py += SAMPLE) {
      const variance = y.getValueForPixel(py) ?? NaN;
      const settling = means.map((mean) => settles(entering({ mean, variance })));
      // Adjacent samples are merged into one rectangle, because seams between them would be visible.
      let from = 0;
      for (let column = 1; column <= settling.length; column++) {
        if (settling[column] === settling[from]) continue;
        if (settling[from]) surface.fillRect(columns[from], py, (column - from) * SAMPLE, SAMPLE);
        from = column;
      }
    }
  }

  /** Hatches both sides of the range of means that have a solution. */
  function hatchImpossible(meansAt: (variance: number) => Domain): void {
    for (const [side, end] of [
      ['min', left],
      ['max', right],
    ] as const) {
      surface.save();
      surface.beginPath();
      surface.moveTo(end, top);
      for (let py = top; py <= bottom; py += SAMPLE) {
        surface.lineTo(x.getPixelForValue(meansAt(momentsAt(left, py).variance)[side]), py);
      }
      surface.lineTo(end, bottom);
      surface.closePath();
      surface.clip();
      // Clear first: the shading of the basin is about the flow, not about targets.
      surface.fillStyle = palette.panel;
      surface.fillRect(left, top, right - left, bottom - top);
      surface.strokeStyle = withAlpha(palette.faint, 0.4);
      surface.lineWidth = 1.5;
      strokeHatch(surface, chartArea);
      surface.restore();
    }
  }

  function drawArrows({ entering, leaving }: LayerMap): void {
    const columns = Math.max(1, Math.round((right - left) / PITCH));
    const rows = Math.max(1, Math.round((bottom - top) / PITCH));
    surface.strokeStyle = withAlpha(palette.muted, 0.75);
    surface.fillStyle = surface.strokeStyle;
    surface.lineWidth = 1;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const px = left + ((column + 0.5) * (right - left)) / columns;
        const py = top + ((row + 0.5) * (bottom - top)) / rows;
        const [toX, toY] = place(leaving(entering(momentsAt(px, py))));
        const length = Math.hypot(toX - px, toY - py);
        if (!Number.isFinite(length)) continue;
        const share = Math.min(1, LONGEST / length);
        drawArrow(surface, px, py, px + (toX - px) * share, py + (toY - py) * share);
      }
    }
  }

  function drawCurve({ leaving }: LayerMap): void {
    surface.strokeStyle = palette.ink;
    surface.lineWidth = 1.5;
    surface.beginPath();
    // The incoming second moment can be below the frame or, because of its mean, above it.
    const [low, high] = [Math.log(y.min / 100), Math.log(y.max * 100)];
    const samples = Math.round((bottom - top) / SAMPLE) * 3;
    for (let i = 0; i <= samples; i++) surface.lineTo(...place(leaving(Math.exp(low + ((high - low) * i) / samples))));
    surface.stroke();
  }

  function outline({ mean, variance, name }: NonNullable<PhaseField['box']>): void {
    const [boxLeft, boxTop] = place({ mean: mean.min, variance: variance.max });
    const [boxRight, boxBottom] = place({ mean: mean.max, variance: variance.min });
    surface.strokeStyle = palette.ink;
    surface.lineWidth = 1;
    surface.setLineDash([4, 3]);
    surface.strokeRect(boxLeft, boxTop, boxRight - boxLeft, boxBottom - boxTop);
    surface.setLineDash([]);
    surface.font = `${SMALL_TEXT_SIZE}px ${palette.font}`;
    surface.textAlign = 'center';
    surface.textBaseline = 'bottom';
    surface.fillStyle = palette.ink;
    haloText(surface, name, (boxLeft + boxRight) / 2, clampTo(boxTop - 3, { min: top + 14, max: bottom }), palette.panel);
  }
}

function strokeHatch(surface: CanvasRenderingContext2D, { left, top, right, bottom }: Area): void {
  const height = bottom - top;
  surface.beginPath();
  for (let at = left - height; at < right; at += HATCH) {
    surface.moveTo(at, bottom);
    surface.lineTo(at + height, top);
  }
  surface.stroke();
}

/** Draws an arrow, or a dot if it is too short to show a direction: the map hardly moves such a point. */
function drawArrow(surface: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = Math.hypot(dx, dy);
  surface.beginPath();
  if (length < HEAD) {
    surface.arc(fromX, fromY, 1, 0, 2 * Math.PI);
    surface.fill();
    return;
  }
  const [ux, uy] = [dx / length, dy / length];
  surface.moveTo(fromX, fromY);
  surface.lineTo(toX - ux * HEAD, toY - uy * HEAD);
  surface.stroke();
  surface.beginPath();
  surface.moveTo(toX, toY);
  surface.lineTo(toX - ux * HEAD * 1.6 - uy * HEAD * 0.7, toY - uy * HEAD * 1.6 + ux * HEAD * 0.7);
  surface.lineTo(toX - ux * HEAD * 1.6 + uy * HEAD * 0.7, toY - uy * HEAD * 1.6 - ux * HEAD * 0.7);
  surface.fill();
}
