/** Small drawing helpers that every plugin shares. */
import { cutEnd } from './cut-name';
import type { MarkerShape } from '../design/palette';

/** The plotting area of a chart, in CSS pixels. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Text with a rim of the background's colour, so that it stays readable across lines. */
export function haloText(context: CanvasRenderingContext2D, text: string, x: number, y: number, halo: string): void {
  const color = context.fillStyle;
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** The text, cut and ended with an ellipsis where it is wider than `width` pixels in the context's font. */
export function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  return cutEnd(text, (part) => context.measureText(part).width <= width);
}

/** Traces a marker around (x, y) as a path, for the caller to fill or stroke. */
export function markerPath(context: CanvasRenderingContext2D, shape: MarkerShape, x: number, y: number, radius: number): void {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  if (shape === 'square') {
    const half = radius * 0.88;
    context.rect(x - half, y - half, 2 * half, 2 * half);
    return;
  }
  if (shape === 'triangle') {
    const reach = radius * 1.25;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y + reach * 0.75);
    context.lineTo(x - reach, y + reach * 0.75);
  } else {
    const reach = radius * 1.3;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
  }
  context.closePath();
}

/** Limits drawing to the area until `context.restore()`. */
export function clipTo(context: CanvasRenderingContext2D, { left, top, right, bottom }: Area): void {
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
}
