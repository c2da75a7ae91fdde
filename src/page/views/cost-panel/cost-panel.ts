import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '../../../experiment/snapshot';
import { formatCount, formatNumber } from '../../charts/format';
import { theme } from '../../design/theme';
import { costBar } from './cost-bar';
import { costTable } from './cost-table';
import { costTableStyles } from './cost-table-styles';
import { laneSwatch } from '../../design/lane-keys';
import { costSentence, COST_WORDS } from './cost-words';
import { isMeasured, laneCosts, type LaneCost } from './lane-cost';
import { SnapshotView } from '../snapshot-view';
import { viewStyles } from '../../design/view-styles';

/** The GPU time of a step of each lane and of its parts: bars on one scale, and a table. */
@customElement('snn-cost-panel')
export class CostPanel extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    costTableStyles,
    css`
      :host {
        container-type: inline-size;
      }

      p {
        margin: 0;
      }

      .sentence {
        font-size: var(--snn-text-base);
        text-wrap: pretty;
      }

      .bars {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--snn-space-3);
        margin: var(--snn-space-3) 0 var(--snn-space-4);
        padding: 0;
        list-style: none;
      }

      .name {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--snn-space-3);
        margin-bottom: 2px;
      }

      .label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-width: 0;
        font-weight: 600;
      }

      .label svg {
        flex: none;
      }

      .label span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .figure {
        flex: none;
        color: var(--snn-muted);
      }

      .figure b {
        color: var(--snn-ink);
        font-weight: 600;
      }

      .bar {
        display: block;
        overflow: visible;
      }

      text {
        fill: var(--snn-ink);
        font-size: var(--snn-text-sm);
      }

      .note {
        margin-top: var(--snn-space-3);
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
        text-wrap: pretty;
      }
    `,
  ];

  /** Whether the times come from the GPU's own clock. */
  @property({ type: Boolean }) timestamps = false;
  /** Width of the view, in pixels. */
  @state() private width = 0;

  constructor() {
    super();
    const resizes = new ResizeObserver(([{ contentRect }]) => {
      this.width = Math.round(contentRect.width);
    });
    this.addController({ hostConnected: () => resizes.observe(this), hostDisconnected: () => resizes.disconnect() });
  }

  protected override replaced(before: Snapshot | null): void {
    // Another run has started: the times of the old one no longer apply.
    if (before && this.newest && this.newest.step < before.step) this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const lanes = laneCosts(this.experiment, this.newest);
    const longest = Math.max(...lanes.filter(isMeasured).map(({ milliseconds }) => milliseconds));
    return html`
      <p class="sentence">${costSentence(lanes)}</p>
      <ul class="bars">
        ${lanes.map((cost, lane) => html`<li>${this.renderName(cost, lane)} ${costBar(cost, lane, longest, this.width)}</li>`)}
      </ul>
      ${costTable(lanes)}
      <p class="note">${this.timestamps ? COST_WORDS.gpuClock : COST_WORDS.outside} ${COST_WORDS.scaling}</p>
    `;
  }

  private renderName(cost: LaneCost, lane: number): TemplateResult {
    const { label, milliseconds, dispatches } = cost;
    return html`<div class="name">
      <span class="label lane-${lane % 4}" title=${label}>${laneSwatch(lane)}<span>${label}</span></span>
      <span class="figure">
        ${isMeasured(cost) ? html`<b>${formatNumber(milliseconds)} ms</b> · ${formatCount(dispatches)} dispatches` : COST_WORDS.notMeasured}
      </span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-cost-panel': CostPanel;
  }
}
