import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { activationOf } from '../../activations/catalogue';
import { fieldOf } from '../../experiment/fields';
import { MOST_LANES } from '../../experiment/validate';
import { resolveConstants } from '../../predictions/resolved-constants';
import { controlStyles } from '../design/control-styles';
import { CONTROLS_WORDS } from './controls-words';
import './field-group';
import { CLOSE, COPY } from '../design/icons';
import { laneStyles } from '../design/lane-styles';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';
import '../views/activation-curve/activation-curve';
import { laneSwatch } from '../design/lane-keys';

const PATHS = [
  'lane.activation',
  'lane.alpha',
  'lane.initialization',
  'lane.depth',
  'lane.width',
  'lane.dropout.kind',
  'lane.dropout.rate',
];
const MORE = [
  'lane.fixedPoint.mean',
  'lane.fixedPoint.variance',
  'lane.realization',
  'lane.gain',
  'lane.normalization',
  'lane.normalizationPlace',
  'lane.block',
];

/** One lane's recipe: its name in its colour, its controls, and buttons to copy or remove it. */
@customElement('snn-lane-card')
export class LaneCard extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    laneStyles,
    css`
      :host {
        display: block;
        padding: var(--snn-space-2) 0 var(--snn-space-2) var(--snn-space-3);
        border-left: 3px solid var(--lane);
      }

      header {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        margin-bottom: 0.15rem;
      }

      header svg {
        flex: none;
      }

      .name {
        flex: 1;
        height: 2rem;
        margin-left: 0.15rem;
        padding: 0 0.35rem;
        border-color: transparent;
        background: none;
        color: var(--lane);
        font-weight: 600;
        text-overflow: ellipsis;
      }

      button.square {
        width: 1.75rem;
        min-height: 1.75rem;
        color: var(--snn-muted);
      }

      .diverged {
        margin: 0 0 var(--snn-space-1);
        padding: 0.3rem 0.5rem;
        border-radius: var(--snn-radius-sm);
        background: color-mix(in srgb, var(--snn-danger) 10%, transparent);
        color: var(--snn-danger);
        font-size: var(--snn-text-sm);
      }

      .message {
        margin: 0;
        color: var(--snn-danger);
        font-size: var(--snn-text-sm);
      }

      .message:empty {
        display: none;
      }

      .constants {
        margin: var(--snn-space-2) 0 0;
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;
  @property({ type: Number }) lane = 0;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment', 'snapshot'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lanes } = this.store.editor.draft;
    const recipe = lanes[this.lane];
    if (!recipe) return nothing;
    const message = this.store.editor.messageAt(`lanes.${this.lane}.label`) ?? '';
    const name = fieldOf('lane.label');
    return html`
      <section class="lane-${this.lane}" aria-label=${CONTROLS_WORDS.laneHeading(this.lane + 1, recipe.label)}>
        <header>
          <span class="lane-text">${laneSwatch(this.lane)}</span>
          <input
            class="text-input name"
            type="text"
            maxlength=${name.kind === 'text' ? name.maxLength : nothing}
            autocomplete="off"
            spellcheck="false"
            aria-label=${CONTROLS_WORDS.nameOfLane(this.lane + 1)}
            aria-invalid=${message ? 'true' : 'false'}
            aria-describedby="message"
            title=${name.help}
            .value=${recipe.label}
            @change=${this.rename}
          />
          <button
            class="quiet square"
            title=${CONTROLS_WORDS.copy}
            aria-label=${CONTROLS_WORDS.copyLane(this.lane + 1)}
            ?disabled=${lanes.length >= MOST_LANES}
            @click=${this.copy}
          >
            ${COPY}
          </button>
          <button
            class="quiet square"
            title=${CONTROLS_WORDS.remove}
            aria-label=${CONTROLS_WORDS.removeLane(this.lane + 1)}
            ?disabled=${lanes.length <= 1}
            @click=${this.removeLane}
          >
            ${CLOSE}
          </button>
        </header>
        <p id="message" class="message">${message}</p>
        <div role="status">${this.renderDiverged()}</div>
        <snn-field-group .store=${this.store} .lane=${this.lane} .paths=${PATHS} .more=${MORE}>
          ${this.renderActivation()}
        </snn-field-group>
      </section>
    `;
  }

  private renderDiverged(): TemplateResult | typeof nothing {
    const diverged = this.store.snapshot?.lanes[this.lane]?.status === 'diverged';
    if (!diverged) return nothing;
    return html`<p class="diverged">${CONTROLS_WORDS.diverged}</p>`;
  }

  /** Renders the current activation with its solved constants. */
  private renderActivation(): TemplateResult | typeof nothing {
    const recipe = this.store.experiment.lanes[this.lane];
    if (!recipe) return nothing;
    const activation = activationOf(recipe.activation);
    const { alpha, lambda } = this.store.snapshot?.lanes[this.lane] ?? activation.parameters;
    const { unitScale = 1 } = resolveConstants(recipe) ?? {};
    return html`<p class="constants">
        ${activation.label}${recipe.activation === 'selu' ? CONTROLS_WORDS.constants(alpha.toFixed(4), lambda.toFixed(4)) : ''}
      </p>
      <snn-activation-curve
        .activation=${activation}
        .alpha=${alpha}
        .lambda=${lambda}
        .unitScale=${unitScale}
      ></snn-activation-curve>`;
  }

  private readonly rename = (changed: Event): void => {
    const { target } = changed;
    if (!(target instanceof HTMLInputElement)) return;
    const { editor } = this.store;
    editor.edit(`lanes.${this.lane}.label`, target.value);
    // An empty name becomes the recipe's default name, which can equal the previous one.
    if (!editor.messageAt(`lanes.${this.lane}.label`)) target.value = editor.draft.lanes[this.lane].label;
  };

  private readonly copy = (): void => this.store.editor.copyLane(this.lane);
  private readonly removeLane = (): void => this.store.editor.removeLane(this.lane);
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-lane-card': LaneCard;
  }
}
