import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controlStyles } from '../design/control-styles';
import { theme } from '../design/theme';

/**
 * A button that opens files of any name: their contents determine what they are. Fires 'file-picked' (bubbles, composed; detail:
 * File[]), also when the same file is chosen again.
 */
@customElement('snn-file-button')
export class FileButton extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        display: block;
      }

      button {
        width: 100%;
      }
    `,
  ];

  @query('input') private readonly input!: HTMLInputElement;

  protected override render(): TemplateResult {
    return html`<button @click=${this.choose}><slot></slot></button>
      <input type="file" hidden multiple @change=${this.take} />`;
  }

  private readonly choose = (): void => this.input.click();

  private readonly take = (): void => {
    const files = [...(this.input.files ?? [])];
    // Otherwise choosing the same file again, after it was corrected, would not fire a change event.
    this.input.value = '';
    if (files.length > 0) {
      this.dispatchEvent(new CustomEvent('file-picked', { detail: files, bubbles: true, composed: true }));
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-file-button': FileButton;
  }
  interface HTMLElementEventMap {
    'file-picked': CustomEvent<File[]>;
  }
}
