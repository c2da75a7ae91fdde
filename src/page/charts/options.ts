import type { Scale } from 'chart.js';
import type { Palette } from '../design/palette';
import type { LineDataset, LineOptions, XY } from './register';

/** Width of the tick labels of every vertical axis: the same for all, so that stacked panels share their horizontal axis. */
export const AXIS_WIDTH = 46;
/** Chart text in CSS pixels. */
export const TEXT_SIZE = 12;
export const SMALL_TEXT_SIZE = 11;

/** Options of all charts. Without animation, parsing and points, a chart of 16 lines was measured to be 8 times faster. */
export function baseOptions(palette: Palette): LineOptions {
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: false,
    maintainAspectRatio: false,
    // ChartCursor handles the pointer and the keyboard in an element over the canvas.
    events: [],
    font: { family: palette.font, size: SMALL_TEXT_SIZE },
    color: palette.ink,
    elements: { point: { radius: 0, hitRadius: 0 }, line: { borderWidth: 1.5, borderJoinStyle: 'round', tension: 0 } },
    clip: 6,
  };
}

/** One axis. `ticks` returns the values to mark, given the range and the axis's length in pixels; without it Chart.js chooses. */
export interface AxisStyle {
  type?: 'linear' | 'logarithmic';
  min?: number;
  max?: number;
  lines?: boolean;
  title?: string;
  /** Without labels and line, for a panel above another. */
  bare?: boolean;
  ticks?: (min: number, max: number, length: number) => number[];
  format?: (value: number) => string;
  /** Keeps the first and the last label within the axis. */
  inner?: boolean;
  width?: number;
}

type Axis = NonNullable<NonNullable<LineOptions['scales']>[string]>;

export function horizontalAxis(palette: Palette, style: AxisStyle): Axis {
  return {
    ...axis(palette, style),
    position: 'bottom',
    // Chart.js reserves room for half of the last label, which would give stacked panels different widths.
    afterFit: (scale: Scale) => {
      scale.paddingLeft = 0;
      scale.paddingRight = 0;
    },
    border: { display: !style.bare, color: palette.faint },
    title: {
      display: Boolean(style.title) && !style.bare,
      text: style.title ?? '',
      align: 'end',
      color: palette.muted,
      padding: { top: 2, bottom: 0 },
      font: { family: palette.font, size: SMALL_TEXT_SIZE },
    },
  };
}

export function verticalAxis(palette: Palette, style: AxisStyle): Axis {
  return {
    ...axis(palette, style),
    position: 'left',
    border: { display: false },
    afterFit: (scale: Scale) => {
      scale.width = style.width ?? AXIS_WIDTH;
    },
  };
}

function axis(
  palette: Palette,
  { type = 'linear', min, max, lines = false, bare = false, inner = false, ticks, format }: AxisStyle,
) {
  return {
    type,
    min,
    max,
    grid: { display: lines, color: palette.grid, drawTicks: false, lineWidth: 1 },
    ticks: {
      display: !bare,
      color: palette.muted,
      font: { family: palette.font, size: SMALL_TEXT_SIZE },
      padding: 6,
      maxRotation: 0,
      align: inner ? ('inner' as const) : ('center' as const),
      autoSkip: !ticks,
      includeBounds: false,
      maxTicksLimit: 6,
      ...(format ? { callback: (value: number | string) => format(Number(value)) } : {}),
    },
    ...(ticks
      ? {
          afterBuildTicks: (scale: Scale) => {
            const length = scale.isHorizontal() ? scale.maxWidth : scale.maxHeight;
            scale.ticks = ticks(scale.min, scale.max, length).map((value) => ({ value }));
          },
        }
      : {}),
  };
}

/** A plain line: no markers, no fill. */
export function line(data: XY[], color: string, style: { width?: number; dash?: readonly number[] } = {}): LineDataset {
  return {
    data,
    borderColor: color,
    backgroundColor: color,
    borderWidth: style.width ?? 1.5,
    borderDash: [...(style.dash ?? [])],
  };
}
