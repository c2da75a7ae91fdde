import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { theme } from '../design/theme';
import { IMPORT_WORDS } from './import-words';

/** Takes files that are dropped anywhere on the page. Fires 'file-picked' (bubbles, composed; detail: File[]). */
@customElement('snn-file-drop')
export class FileDrop extends LitElement {
  static override styles = [
    theme,
    css`
      .over {
        position: fixed;
        z-index: 20;
        inset: var(--snn-space-3);
        display: grid;
        place-items: center;
        border: 2px dashed var(--snn-accent);
        border-radius: var(--snn-radius);
        background: color-mix(in srgb, var(--snn-panel) 88%, transparent);
        /* Otherwise the pointer would leave the page's drop target when it enters this element. */
        pointer-events: none;
      }

      p {
        max-width: 32rem;
        margin: var(--snn-space-4);
        text-align: center;
      }

      strong {
        display: block;
        margin-bottom: var(--snn-space-2);
        font-size: var(--snn-text-lg, 1.15rem);
      }
    `,
  ];

  @state() private over = false;

  constructor() {
    super();
    const events = { dragover: this.hold, dragleave: this.leave, drop: this.take };
    this.addController({
      hostConnected: () => {
        for (const [name, listener] of Object.entries(events)) window.addEventListener(name, listener);
      },
      hostDisconnected: () => {
        for (const [name, listener] of Object.entries(events)) window.removeEventListener(name, listener);
      },
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.over) return nothing;
    return html`<div class="over">
      <p>
        <strong>${IMPORT_WORDS.drop}</strong>
        ${IMPORT_WORDS.formats}
      </p>
    </div>`;
  }

  private readonly hold = (event: Event): void => {
    if (!holdsFiles(event)) return;
    // Without this, the browser opens a dropped file in place of the page.
    event.preventDefault();
    this.over = true;
  };

  private readonly leave = (event: Event): void => {
    // Elements within the page fire this too; only leaving the page itself has no related target.
    if (event instanceof DragEvent && event.relatedTarget === null) this.over = false;
  };

  private readonly take = (event: Event): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.over = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) {
      this.dispatchEvent(new CustomEvent('file-picked', { detail: files, bubbles: true, composed: true }));
    }
  };
}

function holdsFiles(event: Event): event is DragEvent {
  return event instanceof DragEvent && (event.dataTransfer?.types.includes('Files') ?? false);
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-file-drop': FileDrop;
  }
}
