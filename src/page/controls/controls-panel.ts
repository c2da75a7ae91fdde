import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MOST_LANES } from '../../experiment/validate';
import { controlStyles } from '../design/control-styles';
import { CONTROLS_WORDS } from './controls-words';
import './field-group';
import './file-button';
import { ADD } from '../design/icons';
import './lane-card';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

const DATA = ['dataset.name', 'dataset.samples', 'dataset.noise'];
const MORE_DATA = ['dataset.standardize', 'dataset.heldOut', 'dataset.seed'];
const TRAINING = ['training.optimizer', 'training.learningRate', 'training.batchSize'];
const MORE_TRAINING = [
  'training.weightDecay',
  'training.momentum',
  'training.beta1',
  'training.beta2',
  'training.epsilon',
  'training.seed',
];

/** The controls of an experiment: the settings that the lanes share, then each lane. */
@customElement('snn-controls')
export class ControlsPanel extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        display: block;
      }

      section + section {
        margin-top: var(--snn-space-3);
        padding-top: var(--snn-space-3);
        border-top: 1px solid var(--snn-border);
      }

      h2 {
        margin: 0 0 0.15rem;
        font-size: var(--snn-text-sm);
        font-weight: 600;
        letter-spacing: 0.02em;
      }

      snn-file-button {
        margin-top: var(--snn-space-2);
      }

      .file {
        overflow: hidden;
        margin: var(--snn-space-1) 0 0;
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .file b {
        color: var(--snn-ink);
        font-weight: 600;
      }

      .lanes {
        display: grid;
        /* No wider than the panel, even with long words. */
        grid-template-columns: minmax(0, 1fr);
        gap: var(--snn-space-3);
      }

      .add {
        width: 100%;
        margin-top: var(--snn-space-3);
        border-style: dashed;
        color: var(--snn-muted);
      }

      .hint {
        margin: var(--snn-space-3) 0 0;
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment'));
  }

  protected override render(): TemplateResult {
    const { lanes, dataset } = this.store.editor.draft;
    return html`
      <section aria-labelledby="data">
        <h2 id="data">${CONTROLS_WORDS.data}</h2>
        <snn-field-group .store=${this.store} .paths=${DATA} .more=${MORE_DATA}></snn-field-group>
        ${
          dataset.name === 'custom' && this.store.ownFile
            ? html`<p class="file" title=${this.store.ownFile}>${CONTROLS_WORDS.rowsOf} <b>${this.store.ownFile}</b></p>`
            : nothing
        }
        <snn-file-button>${CONTROLS_WORDS.openFile}</snn-file-button>
      </section>
      <section aria-labelledby="training">
        <h2 id="training">${CONTROLS_WORDS.training}</h2>
        <snn-field-group .store=${this.store} .paths=${TRAINING} .more=${MORE_TRAINING}></snn-field-group>
      </section>
      <section aria-labelledby="lanes">
        <h2 id="lanes">${CONTROLS_WORDS.lanes}</h2>
        <div class="lanes">
          ${lanes.map((_, lane) => html`<snn-lane-card data-lane=${lane} .store=${this.store} .lane=${lane}></snn-lane-card>`)}
        </div>
        <button class="add" ?disabled=${lanes.length >= MOST_LANES} @click=${this.add}>${ADD} ${CONTROLS_WORDS.addLane}</button>
        <p class="hint">${CONTROLS_WORDS.hint}</p>
      </section>
    `;
  }

  private readonly add = (): void => this.store.editor.addLane();
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-controls': ControlsPanel;
  }
}
