import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

/** Shows a notice until a person dismisses it, and the activity in progress. */
@customElement('snn-notice')
export class NoticeBar extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: var(--snn-space-3);
        padding: 0.4rem 0.5rem 0.4rem var(--snn-space-4);
        border-radius: var(--snn-radius);
        background: color-mix(in srgb, var(--snn-danger) 9%, var(--snn-panel));
        box-shadow: inset 3px 0 0 var(--snn-danger);
      }

      .activity {
        background: var(--snn-panel);
        box-shadow: inset 3px 0 0 var(--snn-accent);
      }

      p {
        flex: 1;
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'state'));
  }

  protected override render(): TemplateResult {
    const { activity, notice, failed } = this.store;
    return html`<div role="status">${activity ? html`<div class="bar activity"><p>${activity}</p></div>` : nothing}</div>
      <div role="alert">
        ${
          notice
            ? html`<div class="bar">
                <p>${notice}</p>
                ${failed ? html`<button @click=${this.restart}>Start again</button>` : nothing}
                <button class="quiet square" aria-label="Dismiss" @click=${this.dismiss}>${CLOSE}</button>
              </div>`
            : nothing
        }
      </div>`;
  }

  private readonly dismiss = (): void => this.store.setNotice(null);
  private readonly restart = (): void => {
    this.dispatchEvent(new Event('restart', { bubbles: true, composed: true }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-notice': NoticeBar;
  }
}
