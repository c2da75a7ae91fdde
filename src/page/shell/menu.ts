import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controlStyles } from '../design/control-styles';
import { CHEVRON } from '../design/icons';
import { theme } from '../design/theme';

/** A button that opens a panel below it. Escape, a click outside and `close()` close it. */
@customElement('snn-menu')
export class Menu extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        display: block;
        position: relative;
      }

      summary {
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary .icon {
        color: var(--snn-muted);
      }

      .panel {
        position: absolute;
        z-index: 20;
        top: calc(100% + 6px);
        right: 0;
        width: min(var(--menu-width, 24rem), calc(100vw - 2rem));
        max-height: min(46rem, calc(100vh - 6rem));
        overflow-y: auto;
        padding: var(--snn-space-2);
        border: 1px solid var(--snn-border);
        border-radius: 10px;
        /* Shadows show that there is more to scroll: they are fixed, and covers in the panel's colour scroll over them. */
        background:
          linear-gradient(var(--snn-panel) 40%, transparent) top / 100% 2.5rem local,
          linear-gradient(transparent, var(--snn-panel) 60%) bottom / 100% 2.5rem local,
          linear-gradient(rgb(0 0 0 / 22%), transparent) top / 100% 0.9rem scroll,
          linear-gradient(transparent, rgb(0 0 0 / 22%)) bottom / 100% 0.9rem scroll,
          var(--snn-panel);
        background-repeat: no-repeat;
        box-shadow: 0 12px 40px rgb(0 0 0 / 18%);
      }

      @media (max-width: 760px) {
        :host {
          position: static;
        }

        .panel {
          top: 3.25rem;
          right: 1rem;
          /* Above the bar at the bottom. */
          max-height: calc(100dvh - 11rem);
        }
      }
    `,
  ];

  @property() label = '';
  @query('details') private readonly details!: HTMLDetailsElement;
  @query('summary') private readonly summary!: HTMLElement;

  constructor() {
    super();
    this.addController({
      hostConnected: () => document.addEventListener('pointerdown', this.leave),
      hostDisconnected: () => document.removeEventListener('pointerdown', this.leave),
    });
  }

  /** Closes the panel. A focus within the panel moves to the button. */
  close(): void {
    if (this.details.open && this.matches(':focus-within')) this.summary.focus();
    this.details.open = false;
  }

  protected override render(): TemplateResult {
    return html`<details @keydown=${this.press}>
      <summary class="button">${this.label} ${CHEVRON}</summary>
      <div class="panel"><slot></slot></div>
    </details>`;
  }

  private readonly leave = (pressed: PointerEvent): void => {
    if (this.hasUpdated && !pressed.composedPath().includes(this)) this.close();
  };

  private readonly press = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Escape' || !this.details.open) return;
    this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-menu': Menu;
  }
}
