import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { findDataset } from '../../../data/catalogue';
import type { CompleteExperiment } from '../../../experiment/experiment';
import type { Snapshot } from '../../../experiment/snapshot';
import type { PlaygroundClient } from '../../../worker/playground-client';
import { cardStyles } from '../../design/card-styles';
import { laneHeadingStyles, laneStyles } from '../../design/lane-styles';
import { theme } from '../../design/theme';
import '../confusion-matrix/confusion-matrix';
import { expectedShape, kindOf, loadShape, type DataKind, type DataShape } from '../data-shape';
import '../decision-boundary/decision-boundary';
import '../drawing-pad/drawing-pad';
import '../image-predictions/image-predictions';
import { loadImageSample, sameSample, type ImageSample } from '../image-sample';
import { laneSwatch } from '../../design/lane-keys';
import { LoadedData } from '../loaded-data';
import { LEARNED_WORDS } from './learned-words';

interface LearnedData {
  shape: DataShape;
  images: ImageSample | null;
}

/** The planes of up to this many lanes are placed next to the depth profile, those of more lanes below it. */
const MOST_ADJACENT = 2;

/**
 * The predictions of each lane's network: decision boundaries for data on a plane, predicted classes for images, and confusion
 * matrices.
 */
@customElement('snn-learned')
export class LearnedPanel extends LitElement {
  static override styles = [
    theme,
    laneStyles,
    laneHeadingStyles,
    cardStyles,
    css`
      :host {
        display: block;
      }

      .card {
        height: 100%;
      }

      .planes {
        --plane-height: var(--snn-plane-height, 15rem);
      }

      .plane-list {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: var(--snn-space-4);
      }

      .pictures {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--snn-space-5) var(--snn-space-6);
        margin-bottom: var(--snn-space-5);
      }

      .matrices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(13.5rem, 100%), 1fr));
        gap: var(--snn-space-4) var(--snn-space-5);
      }

      @container (min-width: 60rem) {
        .with-pad {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  @property({ attribute: false }) client: PlaygroundClient | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Whether the panel is narrow enough to be placed next to the depth profile. */
  @property({ type: Boolean, reflect: true }) adjacent = false;

  private shape: DataShape | null = null;
  private readonly loaded = new LoadedData<LearnedData>(this, {
    load: loadLearned,
    same: (before, now) =>
      JSON.stringify(before.shape) === JSON.stringify(now.shape) &&
      (before.images === null || now.images === null ? before.images === now.images : sameSample(before.images, now.images)),
    replaced: () => {},
  });

  protected override willUpdate(): void {
    const { experiment } = this;
    this.loaded.follow(this.client, experiment);
    this.shape = this.loaded.current?.shape ?? (experiment && expectedShape(experiment));
    this.adjacent = this.kind === 'plane' && (experiment?.lanes.length ?? 0) <= MOST_ADJACENT;
  }

  protected override render(): TemplateResult {
    const { kind } = this;
    return html`<section class="card ${kind === 'plane' ? 'planes' : ''}" aria-labelledby="learned">
      <h2 id="learned">${LEARNED_WORDS.title}</h2>
      ${kind === 'plane' ? this.renderPlanes() : nothing} ${kind === 'images' ? this.renderPictures() : nothing}
      ${kind === 'plane' ? nothing : this.renderMatrices()}
    </section>`;
  }

  private renderPlanes(): TemplateResult {
    const { client, experiment, snapshot } = this;
    return html`<div class="plane-list">
      ${this.lanes(
        (lane) =>
          html`<snn-decision-boundary
            .experiment=${experiment}
            .client=${client}
            .snapshot=${snapshot}
            .lane=${lane}
          ></snn-decision-boundary>`,
      )}
    </div>`;
  }

  private renderPictures(): TemplateResult {
    const { client, experiment, snapshot, shape } = this;
    const sample = this.loaded.current?.images ?? null;
    const drawable = experiment !== null && findDataset(experiment.dataset.name)?.fromDrawing !== undefined;
    return html`<div class="pictures ${drawable ? 'with-pad' : ''}">
      <div>
        <h3>${LEARNED_WORDS.testImages}</h3>
        <snn-image-predictions
          .experiment=${experiment}
          .client=${client}
          .snapshot=${snapshot}
          .data=${shape}
          .sample=${sample}
        ></snn-image-predictions>
      </div>
      ${
        drawable
          ? html`<div>
              <h3>${LEARNED_WORDS.ownDigit}</h3>
              <snn-drawing-pad
                .experiment=${experiment}
                .client=${client}
                .snapshot=${snapshot}
                .data=${shape}
                .sample=${sample}
              ></snn-drawing-pad>
            </div>`
          : nothing
      }
    </div>`;
  }

  private renderMatrices(): TemplateResult {
    const { experiment, snapshot, shape } = this;
    return html`<div class="matrices">
      ${this.lanes(
        (lane) =>
          html`<snn-confusion-matrix
            .experiment=${experiment}
            .snapshot=${snapshot}
            .data=${shape}
            .lane=${lane}
          ></snn-confusion-matrix>`,
      )}
    </div>`;
  }

  /** Renders each lane's view under the lane's name. */
  private lanes(render: (lane: number) => TemplateResult): TemplateResult[] {
    return (this.experiment?.lanes ?? []).map(
      ({ label }, lane) =>
        html`<div class="lane-${lane}">
          <h3 title=${label}>${laneSwatch(lane)}<span>${label}</span></h3>
          ${render(lane)}
        </div>`,
    );
  }

  /** A person's own rows are shown on a plane until their shape is known. */
  private get kind(): DataKind {
    return this.shape ? kindOf(this.shape) : 'plane';
  }
}

async function loadLearned(client: PlaygroundClient): Promise<LearnedData> {
  const shape = await loadShape(client);
  return { shape, images: kindOf(shape) === 'images' ? await loadImageSample(client) : null };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-learned': LearnedPanel;
  }
}
