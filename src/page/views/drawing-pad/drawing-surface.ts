import type { Drawing } from '../../../data/drawn-digit';

/** Pixels along each side of the surface, and the pen's width: of a digit that fills most of it, as a felt pen's on a form. */
export const SURFACE_SIDE = 224;
const PEN = 19;

/** Ink on a square canvas: white on black, as the networks' images are. Tells of changes at most once a frame. */
export class DrawingSurface {
  /** Whether there is anything on it. */
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
    // Else a pen or a finger would select text around the canvas.
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
    this.tell();
  }

  /** Shows a picture over the whole surface, pixel by pixel. */
  show(picture: CanvasImageSource): void {
    const { context } = this;
    if (!context) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0, SURFACE_SIDE, SURFACE_SIDE);
    this.empty = false;
  }

  /** The ink that is on it. */
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
    this.tell();
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

  private tell(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.changed();
    });
  }
}
