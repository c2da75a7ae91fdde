import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { theme } from '../design/theme';

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
        /* Else the drop would leave the page when it enters this. */
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
        <strong>Drop to open</strong>
        A CSV table, the four idx files of MNIST or Fashion-MNIST, or CIFAR-10’s cifar-10-binary.tar.gz. Nothing leaves this
        machine.
      </p>
    </div>`;
  }

  private readonly hold = (event: Event): void => {
    if (!holdsFiles(event)) return;
    // A browser opens what is dropped in place of the page, unless it is told that the page takes it.
    event.preventDefault();
    this.over = true;
  };

  private readonly leave = (event: Event): void => {
    // Of the many that a pointer leaves on its way, the last one has nothing that it goes to.
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
