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

/** Draws text with an outline in the background's colour, so that it stays readable on top of lines. */
export function haloText(context: CanvasRenderingContext2D, text: string, x: number, y: number, halo: string): void {
  const color = context.fillStyle;
  context.lineJoin = 'round';
  context.lineWidth = 3.5;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** Returns the text, shortened with an ellipsis if it is wider than `width` pixels in the context's font. */
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
    const size = radius * 1.25;
    context.moveTo(x, y - size);
    context.lineTo(x + size, y + size * 0.75);
    context.lineTo(x - size, y + size * 0.75);
  } else {
    const size = radius * 1.3;
    context.moveTo(x, y - size);
    context.lineTo(x + size, y);
    context.lineTo(x, y + size);
    context.lineTo(x - size, y);
  }
  context.closePath();
}

/** Limits drawing to the area until `context.restore()`. */
export function clipTo(context: CanvasRenderingContext2D, { left, top, right, bottom }: Area): void {
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
}
