/** A drag of an element by the pointer. Calls `move` at most once a frame, with coordinates like clientX and clientY. */
export class PointerDrag {
  private frame = 0;
  private last: { x: number; y: number } | null = null;
  /** Offset from the pointer to the element's centre at the start, so that the element does not jump. */
  private offset = { x: 0, y: 0 };

  constructor(
    private readonly move: (x: number, y: number) => void,
    private readonly end: () => void,
  ) {}

  /** Whether a drag is in progress. */
  active = false;

  readonly start = (pressed: PointerEvent): void => {
    if (pressed.button !== 0 || !(pressed.currentTarget instanceof HTMLElement)) return;
    const box = pressed.currentTarget.getBoundingClientRect();
    this.offset = { x: box.left + box.width / 2 - pressed.clientX, y: box.top + box.height / 2 - pressed.clientY };
    pressed.currentTarget.setPointerCapture(pressed.pointerId);
    this.active = true;
  };

  readonly follow = (moved: PointerEvent): void => {
    if (!this.active) return;
    this.last = { x: moved.clientX + this.offset.x, y: moved.clientY + this.offset.y };
    this.frame ||= requestAnimationFrame(() => this.notify());
  };

  readonly stop = (): void => {
    if (!this.active) return;
    cancelAnimationFrame(this.frame);
    this.notify();
    this.active = false;
    this.end();
  };

  private notify(): void {
    this.frame = 0;
    if (this.last) this.move(this.last.x, this.last.y);
    this.last = null;
  }
}
