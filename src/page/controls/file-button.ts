import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controlStyles } from '../design/control-styles';
import { theme } from '../design/theme';

/**
 * Chooses files, of whatever name: their contents say what they are. Fires 'file-picked' (bubbles, composed; detail: File[]), and
 * stands ready for the same file again.
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
    // Else the same file, mended and chosen again, would be no change.
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
