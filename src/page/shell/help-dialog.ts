import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import { HELP_WORDS } from './shell-words';
import { SHORTCUTS } from './shortcuts';
import { theme } from '../design/theme';

/** A short introduction to the page, and its keys. */
@customElement('snn-help-dialog')
export class HelpDialog extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2rem));
        padding: var(--snn-space-5);
        border: 1px solid var(--snn-border);
        border-radius: 10px;
        background: var(--snn-panel);
        color: var(--snn-ink);
        box-shadow: 0 12px 40px rgb(0 0 0 / 25%);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 35%);
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: var(--snn-space-3);
      }

      h2 {
        margin: 0;
        font-size: var(--snn-text-lg);
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--snn-space-2) var(--snn-space-4);
        margin: 0;
      }

      dt {
        white-space: nowrap;
      }

      dd {
        margin: 0;
        align-self: center;
      }

      kbd {
        display: inline-block;
        min-width: 1.6rem;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--snn-border);
        border-bottom-width: 2px;
        border-radius: 4px;
        background: var(--snn-surface);
        font: inherit;
        text-align: center;
      }

      h3 {
        margin: var(--snn-space-4) 0 var(--snn-space-3);
        font-size: var(--snn-text-md);
      }

      p {
        margin: 0;
        text-wrap: pretty;
      }

      dl + p {
        margin-top: var(--snn-space-4);
        color: var(--snn-muted);
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Whether the dialog is open. */
  get shown(): boolean {
    return this.dialog.open;
  }

  show(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${HELP_WORDS.title}</h2>
        <button class="quiet square" aria-label="Close" @click=${this.close}>${CLOSE}</button>
      </header>
      <p>${HELP_WORDS.introduction}</p>
      <h3>${HELP_WORDS.keys}</h3>
      <dl>
        ${SHORTCUTS.map(
          ({ keys, does }) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${does}</dd>`,
        )}
      </dl>
      <p>${HELP_WORDS.note}</p>
    </dialog>`;
  }

  private readonly close = (): void => this.dialog.close();
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-help-dialog': HelpDialog;
  }
}
