import type { Drawing } from '../../../data/drawn-digit';

/** Side length of the surface and width of the pen, in pixels. A digit that fills most of the surface looks written by a felt pen. */
export const SURFACE_SIDE = 224;
const PEN = 19;

/** Ink on a square canvas, white on black like the datasets' images. Calls `changed` at most once a frame. */
export class DrawingSurface {
  /** Whether the surface is empty. */
  empty = true;
  private last: { x: number; y: number } | null = null;
  private frame = 0;

  constructor(
    private readonly canvas: () => HTMLCanvasElement | null,
    private readonly changed: () => void,
  ) {}

  /** For the canvas's pointer events. */
  readonly press = (pressed: PointerEvent): void => {
    if (pressed.button !== 0 || !(pressed.currentTarget instanceof HTMLElement)) return;
    pressed.currentTarget.setPointerCapture(pressed.pointerId);
    // Otherwise a pen or a finger would select text around the canvas.
    pressed.preventDefault();
    this.last = this.placeOf(pressed);
    this.strokeTo(this.last);
  };

  readonly move = (moved: PointerEvent): void => {
    if (!this.last) return;
    const coalesced = moved.getCoalescedEvents();
    for (const each of coalesced.length > 0 ? coalesced : [moved]) this.strokeTo(this.placeOf(each));
  };

  readonly lift = (): void => {
    this.last = null;
  };

  clear(): void {
    this.context?.clearRect(0, 0, SURFACE_SIDE, SURFACE_SIDE);
    this.empty = true;
    this.notify();
  }

  /** Fills the surface with a picture, without smoothing. */
  show(picture: CanvasImageSource): void {
    const { context } = this;
    if (!context) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, SURFACE_SIDE, SURFACE_SIDE);
    this.empty = false;
  }

  /** Returns the ink on the surface, from 0 to 1. */
  read(): Drawing {
    const pixels = this.context?.getImageData(0, 0, SURFACE_SIDE, SURFACE_SIDE).data ?? new Uint8ClampedArray();
    const ink = Float32Array.from({ length: SURFACE_SIDE ** 2 }, (_, at) => (pixels[4 * at + 3] ?? 0) / 255);
    return { width: SURFACE_SIDE, height: SURFACE_SIDE, ink };
  }

  private strokeTo(to: { x: number; y: number }): void {
    const { context } = this;
    if (!context) return;
    const from = this.last ?? to;
    context.strokeStyle = '#ffffff';
    context.lineWidth = PEN;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    this.last = to;
    this.empty = false;
    this.notify();
  }

  private placeOf({ clientX, clientY }: PointerEvent): { x: number; y: number } {
    const box = this.canvas()?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: ((clientX - box.left) / box.width) * SURFACE_SIDE,
      y: ((clientY - box.top) / box.height) * SURFACE_SIDE,
    };
  }

  private get context(): CanvasRenderingContext2D | null {
    return this.canvas()?.getContext('2d', { willReadFrequently: true }) ?? null;
  }

  private notify(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.changed();
    });
  }
}
