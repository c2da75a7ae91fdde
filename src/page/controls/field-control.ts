import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChoiceField, Field, SwitchField, TextField } from '../../experiment/field';
import { controlStyles } from '../design/control-styles';
import { CONTROLS_WORDS } from './controls-words';
import { fieldEdit, type FieldEdit } from './field-edit';
import { fieldStyles } from '../design/field-styles';
import './number-control';
import { theme } from '../design/theme';

/** The control of one field of the experiment, as described by its record in fields.ts. Fires 'field-edit'. */
@customElement('snn-field-control')
export class FieldControl extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    fieldStyles,
    css`
      .switch {
        grid-template-columns: auto minmax(0, 1fr);
      }
    `,
  ];

  @property({ attribute: false }) field!: Field;
  @property({ attribute: false }) value: unknown;
  /** Choices that are not available now. */
  @property({ attribute: false }) unavailable: readonly string[] = [];
  /** The error of the last value that was entered. */
  @property() message = '';
  /** Counts dismissed edits: after each, the control shows the value again. */
  @property({ type: Number }) takenBack = 0;

  protected override render(): TemplateResult {
    const { field } = this;
    if (field.kind === 'number') {
      return html`<snn-number-control
        .field=${field}
        .value=${Number(this.value)}
        .message=${this.message}
        .takenBack=${this.takenBack}
        @field-edit=${this.pass}
      ></snn-number-control>`;
    }
    return html`
      <div class="row ${field.kind === 'switch' ? 'switch' : ''}" title=${field.help}>
        ${field.kind === 'switch' ? this.renderSwitch(field) : nothing}
        ${field.kind === 'choice' ? this.renderChoice(field) : nothing}
        ${field.kind === 'text' ? this.renderText(field) : nothing}
      </div>
      <p id="message" class="message">${this.message}</p>
      <p id="help" class="visually-hidden">${field.help}${field.live ? '' : CONTROLS_WORDS.restarts}</p>
    `;
  }

  private renderLabel({ label, live }: Field): TemplateResult {
    return html`<label for="control"
      >${label}${live ? nothing : html`<span class="rebuilds" aria-hidden="true">↻</span>`}</label
    >`;
  }

  private renderChoice(field: ChoiceField): TemplateResult {
    return html`${this.renderLabel(field)}
      <select
        id="control"
        aria-invalid=${this.message ? 'true' : 'false'}
        aria-describedby="help message"
        @change=${this.choose}
      >
        ${field.choices.map(
          ({ value, label }) =>
            html`<option value=${value} ?selected=${value === this.value} ?disabled=${this.unavailable.includes(value)}>
              ${label}
            </option>`,
        )}
      </select>`;
  }

  private renderSwitch(field: SwitchField): TemplateResult {
    return html`<input id="control" type="checkbox" aria-describedby="help message" @change=${this.flip} />
      ${this.renderLabel(field)}`;
  }

  private renderText(field: TextField): TemplateResult {
    return html`${this.renderLabel(field)}
      <input
        id="control"
        class="text-input"
        type="text"
        maxlength=${field.maxLength}
        autocomplete="off"
        .value=${String(this.value)}
        aria-invalid=${this.message ? 'true' : 'false'}
        aria-describedby="help message"
        @change=${this.write}
      />`;
  }

  protected override updated(): void {
    // Native controls keep a person's last choice if the value has not changed, so a refused one is reset here.
    const control = this.renderRoot.querySelector('#control');
    if (control instanceof HTMLSelectElement) control.value = String(this.value);
    if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = this.value === true;
  }

  private readonly choose = (chosen: Event): void => {
    if (chosen.target instanceof HTMLSelectElement) this.fire({ kind: 'value', value: chosen.target.value });
  };

  private readonly flip = (flipped: Event): void => {
    if (flipped.target instanceof HTMLInputElement) this.fire({ kind: 'value', value: flipped.target.checked });
  };

  private readonly write = (written: Event): void => {
    if (written.target instanceof HTMLInputElement) this.fire({ kind: 'value', value: written.target.value });
  };

  private readonly pass = (edited: CustomEvent<FieldEdit>): void => this.fire(edited.detail);

  private fire(edit: FieldEdit): void {
    this.dispatchEvent(fieldEdit(edit));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-field-control': FieldControl;
  }
}
