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
import { shortcutOf, type Shortcut } from './shortcuts';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import type { TableImport } from '../own-data/table-import';
import { theme } from '../design/theme';
import './toolbar';
import './unavailable-page';

/** The page as a person sees it: header, controls, toolbar and board, and the keys. */
@customElement('snn-page')
export class Page extends LitElement {
  static override styles = [theme, controlStyles, pageStyles];

  @property({ attribute: false }) store!: Store;
  /** Light or dark where the person chose; else as the system has it. */
  @property({ reflect: true }) scheme: ColorScheme | null = rememberedScheme();
  /** Whether the controls are shown where there is no room for them beside the board. */
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

  /** Loaded when it is first asked for: most visits do without. */
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
          <snn-toolbar .store=${this.store} @shortcut=${(asked: CustomEvent<Shortcut>) => void this.act(asked.detail)}>
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
    return html`<p class="adapter">
      ${
        device.software
          ? `This browser runs WebGPU on a software adapter${name ? ` (${name})` : ''}: right, but slow.`
          : `Trains on ${name || 'the GPU'}.`
      }
    </p>`;
  }

  private get stateSentence(): string {
    const { phase, active } = this.store;
    if (phase === 'opening') return 'Starting';
    return active ? 'Running' : 'Paused';
  }

  private readonly press = (pressed: KeyboardEvent): void => {
    // The focus may have left a dialog that stays open.
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
