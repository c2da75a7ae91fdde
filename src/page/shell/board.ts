import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { boardStyles } from '../design/board-styles';
import { cardStyles } from '../design/card-styles';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import { laneSwatch } from '../design/lane-keys';
import { laneHeadingStyles, laneStyles } from '../design/lane-styles';
import { theme } from '../design/theme';
import type { LayerSelection } from '../store/layer-select';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import type { View } from '../views/view';
import { VIEWS } from '../views/views';
import './lane-table';

/** Shows every view of the list in a card: first the depth profile, then the other views of the lanes. */
@customElement('snn-board')
export class Board extends LitElement {
  static override styles = [theme, controlStyles, laneStyles, laneHeadingStyles, cardStyles, boardStyles];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment', 'snapshot', 'state'));
    this.addEventListener('layer-select', (selected) => void this.select(selected));
  }

  protected override render(): TemplateResult {
    return html`
      <div class="top">
        ${this.at('hero', (view) => this.renderHero(view))} ${this.at('side', (view) => this.renderOnce(view))}
      </div>
      ${this.at('selection', (view) => this.renderSelection(view))} ${this.at('card', (view) => this.renderCard(view))}
    `;
  }

  private at<Result>(place: View['place'], render: (view: View) => Result): Result[] {
    return VIEWS.filter((view) => view.place === place).map(render);
  }

  private renderHero(view: View): TemplateResult {
    return html`<section class="card hero" aria-label=${view.title}>
      <snn-lane-table .store=${this.store}></snn-lane-table>
      ${this.renderOnce(view)}
    </section>`;
  }

  private renderCard(view: View): TemplateResult {
    const { name, title, subtitle, perLane, note } = view;
    return html`<section class="card" aria-labelledby=${name}>
      <h2 id=${name}>${title} ${subtitle ? html`<small>${subtitle}</small>` : nothing}</h2>
      ${perLane ? this.renderLanes(view) : this.renderOnce(view)} ${note?.(this.store.experiment)}
    </section>`;
  }

  private renderLanes(view: View): TemplateResult {
    const { lanes } = this.store.experiment;
    return html`<div class="columns">
      ${lanes.map(
        ({ label }, lane) =>
          html`<div class="lane-${lane}">
            <h3>${laneSwatch(lane)}<span>${label}</span></h3>
            ${view.render(this.store, lane)}
          </div>`,
      )}
    </div>`;
  }

  private renderSelection(view: View): TemplateResult | typeof nothing {
    const { selection, experiment } = this.store;
    const recipe = selection && experiment.lanes[selection.lane];
    if (!selection || !recipe) return nothing;
    return html`<section class="card detail" aria-label="${view.title} ${selection.layer + 1} of ${recipe.label}">
      <button class="quiet square close" aria-label="Close the layer" @click=${this.closeDetail}>${CLOSE}</button>
      ${this.renderOnce(view)}
    </section>`;
  }

  private renderOnce(view: View): ReturnType<View['render']> {
    return view.render(this.store, 0);
  }

  private readonly select = async (selected: CustomEvent<LayerSelection>): Promise<void> => {
    this.store.select(selected.detail);
    // The store announces the selection at the next frame; the panel is rendered one update after that.
    await new Promise(requestAnimationFrame);
    await this.updateComplete;
    this.renderRoot.querySelector('.detail')?.scrollIntoView({ block: 'nearest' });
  };

  private readonly closeDetail = (): void => this.store.select(null);
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-board': Board;
  }
}
