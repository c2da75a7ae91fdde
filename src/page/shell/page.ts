import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import './board';
import { rememberedScheme, rememberScheme, systemScheme, type ColorScheme } from '../design/color-scheme';
import { controlStyles } from '../design/control-styles';
import '../controls/controls-panel';
import { headline } from './headline';
import '../own-data/file-drop';
import { FileImport } from '../own-data/file-import';
import './help-dialog';
import type { HelpDialog } from './help-dialog';
import { SLIDERS } from '../design/icons';
import './notice-bar';
import './page-header';
import { pageStyles } from '../design/page-styles';
import { ADAPTER_WORDS, STATE_WORDS } from './shell-words';
import { shortcutOf, type Shortcut } from './shortcuts';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import type { TableImport } from '../own-data/table-import';
import { theme } from '../design/theme';
import './toolbar';
import './unavailable-page';

/** The page: header, controls, toolbar, board and keyboard shortcuts. */
@customElement('snn-page')
export class Page extends LitElement {
  static override styles = [theme, controlStyles, pageStyles];

  @property({ attribute: false }) store!: Store;
  /** The colour scheme that the person chose; null follows the system. */
  @property({ reflect: true }) scheme: ColorScheme | null = rememberedScheme();
  /** Whether the controls are shown on narrow screens, where they cover the board. */
  @state() private controlsOpen = false;
  @query('snn-help-dialog') private readonly help!: HelpDialog;
  @query('snn-table-import') private readonly tableImport!: TableImport;
  private readonly fileImport = new FileImport(this);

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment', 'state'));
    this.addController({
      hostConnected: () => document.addEventListener('keydown', this.press),
      hostDisconnected: () => document.removeEventListener('keydown', this.press),
    });
    this.addController({ hostDisconnected: () => this.fileImport.end() });
    this.addEventListener('file-picked', ({ detail: files }) => void this.fileImport.open(files));
  }

  /** Loads the dialog on first use: most visits do not need it. */
  async tableDialog(): Promise<TableImport> {
    await import('../own-data/table-import');
    return this.tableImport;
  }

  protected override render(): TemplateResult {
    const { unavailable } = this.store;
    return html`
      <snn-page-header
        .store=${this.store}
        .scheme=${this.scheme ?? systemScheme()}
        ?bare=${unavailable !== null}
        @help=${() => this.help.show()}
        @toggle-scheme=${this.toggleScheme}
      ></snn-page-header>
      ${unavailable ? html`<main><snn-unavailable .error=${unavailable}></snn-unavailable></main>` : this.renderBody()}
      ${unavailable ? nothing : html`<snn-file-drop></snn-file-drop>`}
      <snn-help-dialog></snn-help-dialog>
      <snn-table-import .store=${this.store}></snn-table-import>
    `;
  }

  private renderBody(): TemplateResult {
    const { what, watch } = headline(this.store.experiment);
    return html`<div class="body">
      <aside id="controls" class=${this.controlsOpen ? 'open' : ''} aria-label="Experiment">
        <snn-controls .store=${this.store}></snn-controls>
      </aside>
      <main>
        <p class="headline">${what} <span>${watch}</span></p>
        <div class="bar">
          <snn-toolbar .store=${this.store} @shortcut=${({ detail }: CustomEvent<Shortcut>) => void this.act(detail)}>
            <button
              class="controls-button"
              aria-label="Controls"
              aria-controls="controls"
              aria-expanded=${this.controlsOpen ? 'true' : 'false'}
              @click=${this.toggleControls}
            >
              ${SLIDERS}
            </button>
          </snn-toolbar>
          <snn-notice .store=${this.store}></snn-notice>
        </div>
        <snn-board .store=${this.store}></snn-board>
        ${this.renderAdapter()}
        <p class="visually-hidden" role="status">${this.stateSentence}</p>
      </main>
    </div>`;
  }

  private renderAdapter(): TemplateResult | typeof nothing {
    const device = this.store.client?.device;
    if (!device) return nothing;
    const name = [device.vendor, device.architecture, device.description].filter(Boolean).join(', ');
    return html`<p class="adapter">${device.software ? ADAPTER_WORDS.software(name) : ADAPTER_WORDS.hardware(name)}</p>`;
  }

  private get stateSentence(): string {
    const { phase, active } = this.store;
    if (phase === 'opening') return STATE_WORDS.opening;
    return active ? STATE_WORDS.running : STATE_WORDS.paused;
  }

  private readonly press = (pressed: KeyboardEvent): void => {
    // The focus can be outside an open dialog.
    if (this.help.shown || this.tableImport.shown) return;
    const shortcut = shortcutOf(pressed);
    if (!shortcut || (pressed.repeat && shortcut !== 'step')) return;
    if (shortcut !== 'help' && this.store.phase !== 'ready') return;
    pressed.preventDefault();
    void this.act(shortcut);
  };

  private async act(shortcut: Shortcut): Promise<void> {
    const { client, stepper, active } = this.store;
    if (shortcut === 'help') this.help.show();
    if (!client) return;
    try {
      if (shortcut === 'step') await stepper.take(1);
      if (shortcut === 'epoch') await stepper.takeEpoch();
      if (shortcut === 'reset' || shortcut === 'new-seed') {
        stepper.cancel();
        await client.reset({ newSeed: shortcut === 'new-seed' });
      }
      if (shortcut === 'toggle') {
        stepper.cancel();
        if (active) await client.pause();
        else client.play();
      }
    } catch (error) {
      this.store.report(error);
    }
  }

  private readonly toggleScheme = (): void => {
    this.scheme = (this.scheme ?? systemScheme()) === 'dark' ? 'light' : 'dark';
    rememberScheme(this.scheme);
  };

  private readonly toggleControls = (): void => {
    this.controlsOpen = !this.controlsOpen;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-page': Page;
  }
}
