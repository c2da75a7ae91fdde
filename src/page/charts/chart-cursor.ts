import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { placeTooltip } from '../design/view-styles';

/** What a view says about its cursor. A place is whatever the cursor can mark: a layer of a lane, a row, a cell. */
export interface CursorModel<Place> {
  /** The place under a point of the screen (clientX, clientY); null outside the chart. */
  placeAt(clientX: number, clientY: number): Place | null;
  /** The place that the keyboard starts from while none is marked. */
  start(): Place;
  /** The place that a key moves to; null for a key that does not move the cursor. */
  afterKey(key: string, from: Place): Place | null;
  same(one: Place, other: Place): boolean;
  /** Whether a place is still there after the data have changed. */
  exists(place: Place): boolean;
  /** Where the tooltip points, in pixels within the figure; null while the chart is not drawn. */
  anchor(place: Place): { x: number; y: number } | null;
  /** Called when the marked place has changed: redraws the marks. */
  moved(): void;
  /** Called at a click, Enter or Space. Without it, these do nothing. */
  choose?(place: Place): void;
}

/** How assistive technology reads the cursor: as a slider over `count` places. */
export interface CursorLabels {
  label: string;
  orientation?: 'vertical';
  count: number;
  /** The current place, from 0. */
  index: number;
  text: string;
}

/**
 * The cursor of a chart: one place that the pointer or the keyboard marks. The host renders the element that takes both
 * (`render`) and, next to it, an element of class `tooltip` while `place` is not null; the controller positions it.
 */
export class ChartCursor<Place> implements ReactiveController {
  private marked: Place | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement },
    private readonly model: CursorModel<Place>,
  ) {
    host.addController(this);
  }

  /** The marked place; null while there is none. */
  get place(): Place | null {
    return this.marked;
  }

  /** The element over the chart that takes pointer and keys. */
  render({ label, orientation, count, index, text }: CursorLabels): TemplateResult {
    return html`<div
      class="cursor"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-orientation=${orientation ?? 'horizontal'}
      aria-valuemin="1"
      aria-valuemax=${count}
      aria-valuenow=${index + 1}
      aria-valuetext=${text}
      @pointermove=${this.point}
      @pointerdown=${this.point}
      @pointerleave=${this.leave}
      @focus=${this.focus}
      @blur=${this.leave}
      @keydown=${this.press}
      @click=${this.click}
    ></div>`;
  }

  hostUpdate(): void {
    if (this.marked !== null && !this.model.exists(this.marked)) this.marked = null;
  }

  hostUpdated(): void {
    const tooltip = this.host.renderRoot.querySelector<HTMLElement>('.tooltip');
    const figure = this.host.renderRoot.querySelector('figure');
    const anchor = this.marked === null ? null : this.model.anchor(this.marked);
    if (tooltip && figure && anchor) placeTooltip(tooltip, figure, anchor.x, anchor.y);
  }

  private mark(place: Place | null): void {
    const before = this.marked;
    if (place === null ? before === null : before !== null && this.model.same(before, place)) return;
    this.marked = place;
    this.model.moved();
    this.host.requestUpdate();
  }

  private readonly point = ({ clientX, clientY }: PointerEvent): void => this.mark(this.model.placeAt(clientX, clientY));

  private readonly leave = ({ type, currentTarget }: Event): void => {
    // The pointer may leave while the keyboard stays.
    if (type === 'pointerleave' && hasVisibleFocus(currentTarget)) return;
    this.mark(null);
  };

  private readonly focus = ({ currentTarget }: FocusEvent): void => {
    if (hasVisibleFocus(currentTarget)) this.mark(this.marked ?? this.model.start());
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    const from = this.marked ?? this.model.start();
    const moved = this.model.afterKey(pressed.key, from);
    if (moved !== null) this.mark(moved);
    else if (this.model.choose && (pressed.key === 'Enter' || pressed.key === ' ')) this.model.choose(from);
    else return;
    // The page gives these keys another meaning.
    pressed.preventDefault();
    pressed.stopPropagation();
  };

  private readonly click = ({ clientX, clientY }: MouseEvent): void => {
    const place = this.model.placeAt(clientX, clientY);
    if (place !== null) this.model.choose?.(place);
  };
}

/** Whether an element has the focus from the keyboard. */
function hasVisibleFocus(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(':focus-visible');
}
