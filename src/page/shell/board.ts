import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fixedFields } from '../../predictions/recipe-check';
import type { Moments } from '../../theory/moments';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import './lane-table';
import { laneHeadingStyles, laneStyles } from '../design/lane-styles';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';
import '../views/cost-panel/cost-panel';
import '../views/depth-profile/depth-profile';
import { laneSwatch } from '../design/lane-keys';
import '../views/layer-detail/layer-detail';
import '../views/layer-histograms/layer-histograms';
import type { LayerSelection } from '../store/layer-select';
import '../views/learned-panel/learned-panel';
import '../views/phase-plane/phase-plane';
import '../views/recipe-check/recipe-check';
import '../views/signal-profile/signal-profile';
import type { RecipeFix } from '../views/recipe-check/recipe-check';
import '../views/training-curves/training-curves';
import { boardStyles } from '../design/board-styles';
import { cardStyles } from '../design/card-styles';

const WHY_NOT_0_4 = html`<p class="note">
  Why (0, 1) and not (0, 4)? Either can be held. Drag a target there: a larger variance is found again faster on the way forward
  (ρ falls) and lets gradients grow more on the way back (χ rises).
</p>`;

/** What there is to see: the depth profile first, then everything else about the lanes. */
@customElement('snn-board')
export class Board extends LitElement {
  static override styles = [theme, controlStyles, laneStyles, laneHeadingStyles, cardStyles, boardStyles];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment', 'snapshot', 'state'));
  }

  protected override render(): TemplateResult {
    const { client, experiment, snapshot, history } = this.store;
    return html`
      <div class="top" @layer-select=${this.select}>
        <section class="card hero" aria-label="Depth profile">
          <snn-lane-table .store=${this.store}></snn-lane-table>
          <snn-depth-profile .experiment=${experiment} .snapshot=${snapshot} .initial=${history.initial}></snn-depth-profile>
        </section>
        <snn-learned .experiment=${experiment} .client=${client} .snapshot=${snapshot}></snn-learned>
      </div>
      ${this.renderDetail()}
      <section class="card" aria-labelledby="histograms" @layer-select=${this.select}>
        <h2 id="histograms">Activations of every layer <small>first layer on top, over one batch; click a layer</small></h2>
        <div class="columns">${this.lanes((lane) => this.renderHistograms(lane))}</div>
      </section>
      <section class="card" aria-labelledby="signal">
        <h2 id="signal">
          Signal both ways <small>what depth does to the activations, and to the gradients that come back</small>
        </h2>
        <snn-signal-profile .experiment=${experiment} .snapshot=${snapshot} .initial=${history.initial}></snn-signal-profile>
      </section>
      <section class="card" aria-labelledby="phase">
        <h2 id="phase">
          Phase plane
          <small>every layer at its mean and variance, and where one more layer of the initial weights takes them</small>
        </h2>
        <div class="columns">${this.lanes((lane) => this.renderPhasePlane(lane))}</div>
        ${experiment.lanes.some(({ activation }) => activation === 'selu') ? WHY_NOT_0_4 : nothing}
      </section>
      <section class="card" aria-labelledby="curves">
        <h2 id="curves">Over time</h2>
        <snn-training-curves .experiment=${experiment} .history=${history}></snn-training-curves>
      </section>
      <section class="card" aria-labelledby="recipe-check">
        <h2 id="recipe-check">Recipe check <small>what works against self-normalisation, and what comes of it</small></h2>
        <snn-recipe-check .experiment=${this.store.editor.draft} @recipe-fix=${this.mend}></snn-recipe-check>
      </section>
      <section class="card" aria-labelledby="cost">
        <h2 id="cost">What a step costs</h2>
        <snn-cost-panel
          .experiment=${experiment}
          .snapshot=${snapshot}
          .timestamps=${client?.device?.timestamps ?? false}
        ></snn-cost-panel>
      </section>
    `;
  }

  private renderHistograms(lane: number): TemplateResult {
    const { experiment, snapshot, selection } = this.store;
    return html`<div class="lane-${lane}">
      ${this.renderName(lane)}
      <snn-layer-histograms
        .experiment=${experiment}
        .snapshot=${snapshot}
        .lane=${lane}
        .selected=${selection?.lane === lane ? selection.layer : null}
      ></snn-layer-histograms>
    </div>`;
  }

  private renderPhasePlane(lane: number): TemplateResult {
    const { editor, snapshot } = this.store;
    // The draft, as the controls show it: a target that is on its way to the engine does not jump back.
    return html`<div class="lane-${lane}">
      ${this.renderName(lane)}
      <snn-phase-plane
        .experiment=${editor.draft}
        .snapshot=${snapshot}
        .lane=${lane}
        @target-change=${({ detail }: CustomEvent<Moments>) => this.moveTarget(lane, detail)}
      ></snn-phase-plane>
    </div>`;
  }

  private renderName(lane: number): TemplateResult {
    return html`<h3>${laneSwatch(lane)}<span>${this.store.experiment.lanes[lane]?.label}</span></h3>`;
  }

  private renderDetail(): TemplateResult | typeof nothing {
    const { selection, experiment, snapshot, history } = this.store;
    const recipe = selection && experiment.lanes[selection.lane];
    if (!selection || !recipe) return nothing;
    return html`<section class="card detail" aria-label="Layer ${selection.layer + 1} of ${recipe.label}">
      <button class="quiet square close" aria-label="Close the layer" @click=${this.closeDetail}>${CLOSE}</button>
      <snn-layer-detail
        .experiment=${experiment}
        .snapshot=${snapshot}
        .history=${history}
        .lane=${selection.lane}
        .layer=${selection.layer}
      ></snn-layer-detail>
    </section>`;
  }

  private lanes(render: (lane: number) => TemplateResult): TemplateResult[] {
    return this.store.experiment.lanes.map((_, lane) => render(lane));
  }

  private moveTarget(lane: number, target: Moments): void {
    const { editor } = this.store;
    const path = `lanes.${lane}.fixedPoint`;
    // What was refused at the controls has been answered here.
    editor.dismiss(`${path}.mean`);
    editor.dismiss(`${path}.variance`);
    editor.edit(path, target);
  }

  private readonly mend = ({ detail: { lane, change } }: CustomEvent<RecipeFix>): void => {
    const { editor } = this.store;
    for (const [path, value] of fixedFields(change)) editor.edit(path.replace(/^lane\./, `lanes.${lane}.`), value);
  };

  private readonly select = async (selected: CustomEvent<LayerSelection>): Promise<void> => {
    this.store.select(selected.detail);
    // The store tells of the selection at the next frame, and the panel stands one update after that.
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
