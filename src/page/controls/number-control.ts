import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NumberField } from '../../experiment/field';
import { controlStyles } from '../design/control-styles';
import { CONTROLS_WORDS } from './controls-words';
import { fieldEdit } from './field-edit';
import { fieldStyles } from '../design/field-styles';
import { fromPlace, sliderRange, toPlace } from './slider-scale';
import { theme } from '../design/theme';

/**
 * A number field with a slider. Fires 'field-edit' with the number, or with the text if it is not a number. Fields that apply at
 * once fire while the slider is dragged; fields that restart training fire when it is released.
 */
@customElement('snn-number-control')
export class NumberControl extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    fieldStyles,
    css`
      .row {
        grid-template-columns: var(--label-width) minmax(0, 1fr) 4.75rem;
      }

      .row.plain {
        grid-template-columns: var(--label-width) minmax(0, 1fr);
      }

      .text-input {
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) field!: NumberField;
  @property({ type: Number }) value = 0;
  /** The error of the last text that was entered. */
  @property() message = '';
  /** Counts dismissed edits. */
  @property({ type: Number }) takenBack = 0;
  /** The text as typed, until it is accepted; null if nothing is typed. */
  @state() private typed: string | null = null;
  /** Whether the typed text has been submitted. It is then replaced by the next value. */
  private submitted = false;
  /** The slider's value while it is dragged. */
  @state() private dragged: number | null = null;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const editing = this.matches(':focus-within') && !this.submitted;
    // The typed text was accepted, or the value was changed elsewhere: the text is obsolete.
    if (changed.has('value') && !editing) this.typed = null;
    const settled = changed.has('message') || changed.has('takenBack');
    if (settled && !this.message && !editing) this.typed = null;
    if (changed.has('value')) this.dragged = null;
  }

  protected override render(): TemplateResult {
    const { field, message } = this;
    const { slider, label, live, help } = field;
    const shown = this.typed ?? formatValue(this.dragged ?? this.value);
    return html`
      <div class="row ${slider ? '' : 'plain'}" title=${help}>
        <label for="number">${label}${live ? nothing : html`<span class="rebuilds" aria-hidden="true">↻</span>`}</label>
        ${slider ? this.renderSlider(slider) : nothing}
        <input
          id="number"
          class="text-input"
          type="text"
          inputmode=${field.integer ? 'numeric' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          .value=${shown}
          aria-invalid=${message ? 'true' : 'false'}
          aria-describedby="help message"
          @input=${this.type}
          @change=${this.take}
          @keydown=${this.press}
          @blur=${this.leave}
        />
      </div>
      <p id="message" class="message">${message}</p>
      <p id="help" class="visually-hidden">${help}${live ? '' : CONTROLS_WORDS.restarts}</p>
    `;
  }

  private renderSlider(slider: NonNullable<NumberField['slider']>): TemplateResult {
    const { min, max, step } = sliderRange(slider);
    const value = this.dragged ?? this.value;
    return html`<input
      type="range"
      aria-label=${CONTROLS_WORDS.slider(this.field.label)}
      aria-valuetext=${formatValue(value)}
      min=${min}
      max=${max}
      step=${step}
      .value=${String(toPlace(slider, value))}
      @input=${this.slide}
      @change=${this.release}
    />`;
  }

  private readonly slide = (moved: Event): void => {
    const { slider } = this.field;
    if (!slider || !(moved.target instanceof HTMLInputElement)) return;
    this.typed = null;
    this.dragged = fromPlace(this.field, slider, moved.target.valueAsNumber);
    if (this.field.live) this.fire(this.dragged);
  };

  private readonly release = (): void => {
    if (this.dragged !== null && this.dragged !== this.value) this.fire(this.dragged);
    this.dragged = null;
  };

  private readonly type = (typing: Event): void => {
    if (!(typing.target instanceof HTMLInputElement)) return;
    this.typed = typing.target.value;
    this.submitted = false;
  };

  private readonly take = (): void => {
    if (this.typed === null) return;
    const value = parseNumber(this.typed);
    this.submitted = true;
    if (value !== this.value || this.message) this.fire(value);
    else this.typed = null;
  };

  private readonly leave = (): void => {
    // Submitted text waits for the answer; if it is refused, it stays next to the error.
    if (!this.message && !this.submitted) this.typed = null;
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    if (pressed.key === 'Escape' && this.typed !== null) {
      this.typed = null;
      this.dispatchEvent(fieldEdit({ kind: 'dismiss' }));
    }
  };

  private fire(value: number | string): void {
    this.dispatchEvent(fieldEdit({ kind: 'value', value }));
  }
}

/** Returns the text as a number, also with a decimal comma; otherwise the text itself, for the error to quote. */
function parseNumber(text: string): number | string {
  const trimmed = text.trim().replace(',', '.');
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? text : value;
}

/** Formats a number in as few characters as possible without rounding it. */
function formatValue(value: number): string {
  const plain = String(value);
  const short = value.toExponential().replace('e+', 'e');
  return plain.length > 8 && short.length < plain.length ? short : plain;
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-number-control': NumberControl;
  }
}
