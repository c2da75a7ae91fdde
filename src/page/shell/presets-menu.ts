import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { PRESETS, type Preset } from '../../experiment/presets';
import { validateExperiment } from '../../experiment/validate';
import { controlStyles } from '../design/control-styles';
import { presetOf } from './headline';
import './menu';
import type { Menu } from './menu';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

/** The menu of presets, each with a sentence and its source. */
@customElement('snn-presets-menu')
export class PresetsMenu extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      ul {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      button {
        display: grid;
        gap: 0.1rem;
        width: 100%;
        padding: var(--snn-space-2) var(--snn-space-3);
        border-color: transparent;
        background: none;
        font-weight: 400;
        text-align: left;
        white-space: normal;
        justify-content: stretch;
      }

      button:hover {
        border-color: transparent;
        background: var(--snn-grid);
      }

      [aria-current] {
        box-shadow: inset 3px 0 0 var(--snn-accent);
      }

      strong {
        font-weight: 600;
      }

      cite {
        color: var(--snn-muted);
        font-size: var(--snn-text-xs);
        font-style: normal;
        line-height: 1.35;
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;
  @query('snn-menu') private readonly menu!: Menu;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment'));
  }

  protected override render(): TemplateResult {
    const chosen = presetOf(this.store.experiment);
    return html`<snn-menu label="Presets">
      <ul>
        ${PRESETS.map(
          (preset) =>
            html`<li>
              <button aria-current=${preset === chosen ? 'true' : nothing} @click=${() => this.choose(preset)}>
                <strong>${preset.title}</strong>
                <span>${preset.sentence}</span>
                <cite>${preset.citation}</cite>
              </button>
            </li>`,
        )}
      </ul>
    </snn-menu>`;
  }

  private choose({ experiment }: Preset): void {
    this.menu.close();
    this.store.editor.replace(validateExperiment(experiment));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-presets-menu': PresetsMenu;
  }
}
