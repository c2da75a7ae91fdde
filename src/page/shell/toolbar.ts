import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Speed } from '../../worker/protocol';
import { formatSeconds } from '../charts/format';
import { controlStyles } from '../design/control-styles';
import { DICE, EPOCH, PAUSE, PLAY, RESET, STEP } from '../design/icons';
import type { Shortcut } from './shortcuts';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

const SPEEDS: readonly { speed: Speed; label: string; title: string }[] = [
  { speed: 'fast', label: 'Fast', title: 'As fast as possible' },
  { speed: 'frame', label: 'Frame', title: 'One batch per frame' },
  { speed: 'slow', label: 'Slow', title: 'About three batches a second' },
];

/** Buttons that run, pause and step the training, and its progress. Fires 'shortcut' for actions that also have a key. */
@customElement('snn-toolbar')
export class Toolbar extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--snn-space-2) var(--snn-space-3);
      }

      .buttons {
        display: flex;
        align-items: center;
        gap: 0.375rem;
      }

      .primary {
        width: 6.25rem;
      }

      .speeds {
        display: flex;
        padding: 2px;
        border-radius: var(--snn-radius);
        background: var(--snn-grid);
      }

      .speeds button {
        min-height: 1.75rem;
        padding: 0 0.6rem;
        border-color: transparent;
        background: none;
        color: var(--snn-muted);
        font-weight: 400;
      }

      .speeds button[aria-pressed='true'] {
        background: var(--snn-panel);
        color: var(--snn-ink);
        font-weight: 600;
        box-shadow: 0 0 0 1px var(--snn-border);
      }

      dl {
        display: flex;
        gap: var(--snn-space-4);
        margin: 0 0 0 auto;
      }

      dl div {
        display: flex;
        align-items: baseline;
        gap: 0.35rem;
      }

      dt {
        color: var(--snn-muted);
      }

      dd {
        min-width: 3.1rem;
        margin: 0;
        font-weight: 600;
        font-size: var(--snn-text-base);
        white-space: nowrap;
      }

      .step dd {
        min-width: 4.4rem;
      }

      .seconds dd {
        min-width: 4.2rem;
      }

      @media (max-width: 1180px) {
        .words {
          display: none;
        }
      }

      @media (max-width: 760px) {
        :host {
          justify-content: space-between;
        }

        .primary {
          width: 5.5rem;
        }

        .buttons {
          flex: 1 0 100%;
          justify-content: space-between;
        }

        .buttons button {
          min-height: 2.5rem;
          min-width: 2.5rem;
          padding: 0 0.5rem;
        }

        .speeds {
          order: -1;
        }

        dl .seconds {
          display: none;
        }

        dl {
          order: -2;
          gap: var(--snn-space-2);
          margin: 0;
        }

        dd,
        .step dd {
          min-width: 2.6rem;
          font-size: var(--snn-text-md);
        }

        .step dd {
          min-width: 3.2rem;
        }

        .speeds button {
          padding: 0 0.45rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'state', 'snapshot'));
  }

  protected override render(): TemplateResult {
    const { active, phase, stepper } = this.store;
    const closed = phase !== 'ready';
    // `aria-disabled` while stepping, because a disabled button would lose the focus. A second press does nothing.
    const stepping = closed || stepper.busy ? 'true' : 'false';
    return html`
      <div class="buttons" role="group" aria-label="Training">
        <button class="primary" title="Run or pause (Space)" ?disabled=${closed} @click=${() => this.act('toggle')}>
          ${active ? PAUSE : PLAY} ${active ? 'Pause' : 'Run'}
        </button>
        <button
          title="Train one step (→)"
          aria-label="One step"
          aria-disabled=${stepping}
          ?disabled=${closed}
          @click=${() => this.act('step')}
        >
          ${STEP}<span class="words">Step</span>
        </button>
        <button
          title="Train one epoch (Shift →)"
          aria-label="One epoch"
          aria-disabled=${stepping}
          ?disabled=${closed}
          @click=${() => this.act('epoch')}
        >
          ${EPOCH}<span class="words">Epoch</span>
        </button>
        <button
          title="Return to step 0, same seed (R)"
          aria-label="Reset"
          ?disabled=${closed}
          @click=${() => this.act('reset')}
        >
          ${RESET}<span class="words">Reset</span>
        </button>
        <button
          title="Return to step 0, new seed (N)"
          aria-label="New seed"
          ?disabled=${closed}
          @click=${() => this.act('new-seed')}
        >
          ${DICE}<span class="words">New seed</span>
        </button>
        <slot></slot>
      </div>
      <div class="speeds" role="group" aria-label="Speed">
        ${SPEEDS.map(
          ({ speed, label, title }) =>
            html`<button
              title=${title}
              aria-pressed=${speed === this.store.speed ? 'true' : 'false'}
              ?disabled=${closed}
              @click=${() => this.setSpeed(speed)}
            >
              ${label}
            </button>`,
        )}
      </div>
      ${this.renderProgress()}
    `;
  }

  private renderProgress(): TemplateResult {
    const { step = 0, epoch = 0, seconds = 0 } = this.store.snapshot ?? {};
    return html`<dl>
      <div class="step">
        <dt>step</dt>
        <dd>${step.toLocaleString('en-GB')}</dd>
      </div>
      <div>
        <dt>epoch</dt>
        <dd>${epoch.toLocaleString('en-GB')}</dd>
      </div>
      <div class="seconds">
        <dt>time</dt>
        <dd>${formatSeconds(seconds)}</dd>
      </div>
    </dl>`;
  }

  private act(shortcut: Shortcut): void {
    this.dispatchEvent(new CustomEvent('shortcut', { detail: shortcut }));
  }

  private setSpeed(speed: Speed): void {
    this.store.client?.setSpeed(speed).catch((error: unknown) => this.store.report(error));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-toolbar': Toolbar;
  }
  interface HTMLElementEventMap {
    shortcut: CustomEvent<Shortcut>;
  }
}
