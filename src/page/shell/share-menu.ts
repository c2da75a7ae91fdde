import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { experimentToHash } from '../../experiment/url';
import { validateExperiment } from '../../experiment/validate';
import { controlStyles } from '../design/control-styles';
import './menu';
import { SHARE_WORDS } from './shell-words';
import type { Menu } from './menu';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

/** The menu for sharing the experiment as a link or a file. */
@customElement('snn-share-menu')
export class ShareMenu extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        --menu-width: 22rem;
      }

      .body {
        display: grid;
        gap: var(--snn-space-3);
        padding: var(--snn-space-2);
      }

      .link,
      .files {
        display: flex;
        gap: var(--snn-space-2);
      }

      .link button {
        width: 5.5rem;
      }

      .text-input {
        flex: 1;
        height: 2rem;
      }

      .files button {
        flex: 1;
      }

      p {
        margin: 0;
        color: var(--snn-muted);
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;
  @state() private copied = false;
  @query('snn-menu') private readonly menu!: Menu;
  @query('.text-input') private readonly field!: HTMLInputElement;
  @query('input[type="file"]') private readonly picker!: HTMLInputElement;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment'));
  }

  protected override willUpdate(): void {
    this.copied &&= this.hasUpdated && this.field.value === this.link;
  }

  protected override render(): TemplateResult {
    return html`<snn-menu label="Share">
      <div class="body">
        <p>${SHARE_WORDS.about}</p>
        <div class="link">
          <input
            class="text-input"
            type="text"
            readonly
            aria-label="Link to this experiment"
            .value=${this.link}
            @focus=${this.selectLink}
          />
          <button class="primary" @click=${this.copy}>${this.copied ? 'Copied' : 'Copy link'}</button>
        </div>
        <div class="files">
          <button @click=${this.save}>Export as JSON</button>
          <button @click=${() => this.picker.click()}>Import JSON…</button>
          <input type="file" accept=".json,application/json" aria-label="Experiment as JSON" hidden @change=${this.load} />
        </div>
      </div>
    </snn-menu>`;
  }

  private get link(): string {
    return location.href.replace(/#.*$/, '') + experimentToHash(this.store.experiment);
  }

  private readonly selectLink = (): void => this.field.select();

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.link);
      this.copied = true;
    } catch {
      // Without permission or a secure context, the link is selected for the person to copy.
      this.field.focus();
    }
  };

  private readonly save = (): void => {
    const json = `${JSON.stringify(this.store.experiment, null, 2)}\n`;
    const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'experiment.json' });
    link.click();
    URL.revokeObjectURL(url);
  };

  private readonly load = async (): Promise<void> => {
    const [file] = this.picker.files ?? [];
    this.picker.value = '';
    if (!file) return;
    this.menu.close();
    this.store.setNotice(null);
    try {
      this.store.editor.replace(validateExperiment(JSON.parse(await file.text())));
    } catch (error) {
      const reason =
        error instanceof SyntaxError ? SHARE_WORDS.notJson : error instanceof Error ? error.message : String(error);
      this.store.report(SHARE_WORDS.notImported(file.name, reason), { lasting: true });
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-share-menu': ShareMenu;
  }
}
