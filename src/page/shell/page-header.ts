import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ColorScheme } from '../design/color-scheme';
import { controlStyles } from '../design/control-styles';
import { MARK, MOON, SUN } from '../design/icons';
import { laneStyles } from '../design/lane-styles';
import './presets-menu';
import './share-menu';
import type { Store } from '../store/store';
import { theme } from '../design/theme';
import { HEADER_WORDS } from './shell-words';

/** The page's title and the menus and buttons of the whole page. Fires 'help' and 'toggle-scheme'. */
@customElement('snn-page-header')
export class PageHeader extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    laneStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--snn-border);
        background: var(--snn-panel);
      }

      header {
        position: relative;
        display: flex;
        align-items: center;
        gap: var(--snn-space-3);
        min-height: calc(2.875rem - 1px);
        padding: 0 var(--snn-space-5);
      }

      .mark {
        flex: none;
      }

      .mark path {
        color: var(--lane, var(--snn-faint));
      }

      h1 {
        margin: 0;
        font-size: var(--snn-text-base);
        font-weight: 650;
        letter-spacing: -0.005em;
        white-space: nowrap;
      }

      .subtitle {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        color: var(--snn-muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      nav {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        margin-left: auto;
      }

      .question {
        font-weight: 600;
      }

      @media (max-width: 1000px) {
        .subtitle {
          display: none;
        }
      }

      @media (max-width: 760px) {
        header {
          gap: var(--snn-space-2);
          padding: 0 var(--snn-space-4);
        }

        h1 {
          font-size: var(--snn-text-sm);
          line-height: 1.2;
          white-space: normal;
        }

        .mark {
          width: 22px;
        }
      }

      /* Without room for the button, the colour scheme follows the system. */
      @media (max-width: 420px) {
        .scheme {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;
  /** Without the menus for presets and sharing. */
  @property({ type: Boolean }) bare = false;
  @property() scheme: ColorScheme = 'light';

  protected override render(): TemplateResult {
    const other = this.scheme === 'dark' ? 'light' : 'dark';
    return html`<header>
      ${MARK}
      <h1>${HEADER_WORDS.title}</h1>
      <p class="subtitle">${HEADER_WORDS.subtitle}</p>
      <nav aria-label="Page">
        ${
          this.bare
            ? nothing
            : html`<snn-presets-menu .store=${this.store}></snn-presets-menu>
                <snn-share-menu .store=${this.store}></snn-share-menu>`
        }
        <button
          class="quiet square scheme"
          title="Switch to ${other}"
          aria-label="Switch to ${other} colours"
          @click=${this.toggle}
        >
          ${this.scheme === 'dark' ? SUN : MOON}
        </button>
        <button class="quiet square question" title="What this is, and keys (?)" aria-label="Show the keys" @click=${this.help}>
          ?
        </button>
      </nav>
    </header>`;
  }

  private readonly toggle = (): void => {
    this.dispatchEvent(new Event('toggle-scheme'));
  };
  private readonly help = (): void => {
    this.dispatchEvent(new Event('help'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-page-header': PageHeader;
  }
}
