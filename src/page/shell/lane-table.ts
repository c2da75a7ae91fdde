import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber, formatShare } from '../charts/format';
import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot } from '../../experiment/snapshot';
import { laneStyles } from '../design/lane-styles';
import type { Store } from '../store/store';
import { TABLE_WORDS } from './shell-words';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';
import { laneSwatch } from '../design/lane-keys';

/** The lanes' newest loss, accuracy and cost. */
@customElement('snn-lane-table')
export class LaneTable extends LitElement {
  static override styles = [
    theme,
    laneStyles,
    css`
      :host {
        display: block;
        overflow-x: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }

      th,
      td {
        padding: 0.2rem 0 0.2rem var(--snn-space-2);
        text-align: right;
        white-space: nowrap;
      }

      thead th {
        padding-block: 0 0.1rem;
        color: var(--snn-muted);
        font-size: var(--snn-text-sm);
        font-weight: 400;
      }

      thead tr:first-child th[colspan] {
        color: var(--snn-ink);
        font-weight: 600;
      }

      .lane,
      tbody th {
        padding-left: 0;
        text-align: left;
      }

      .lane {
        width: 36%;
      }

      .label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--lane);
        font-weight: 600;
      }

      .label svg {
        flex: none;
      }

      .label span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      td {
        font-size: var(--snn-text-base);
      }

      .strong {
        font-weight: 600;
      }

      .diverged {
        color: var(--snn-danger);
      }

      @media (max-width: 760px) {
        .wide {
          display: none;
        }

        .lane {
          width: 33%;
        }

        .label {
          font-size: var(--snn-text-sm);
          line-height: 1.25;
          white-space: normal;
        }

        .label svg {
          display: none;
        }

        th,
        td {
          padding-left: 0.2rem;
        }

        thead th {
          font-size: var(--snn-text-xs);
        }

        td {
          font-size: var(--snn-text-md);
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment', 'snapshot'));
  }

  protected override render(): TemplateResult {
    return html`<table>
      <caption class="visually-hidden">
        ${TABLE_WORDS.caption(this.store.snapshot?.step ?? 0)}
      </caption>
      <thead>
        <tr>
          <th class="lane" rowspan="2" scope="col"><span class="visually-hidden">Lane</span></th>
          <th colspan="2" scope="colgroup">Last batch</th>
          <th colspan="2" scope="colgroup">Held out</th>
          <th colspan="2" scope="colgroup" class="wide">One step</th>
        </tr>
        <tr>
          <th scope="col" title=${TABLE_WORDS.lossHint}>loss</th>
          <th scope="col" title=${TABLE_WORDS.accuracyHint}>accuracy</th>
          <th scope="col" title=${TABLE_WORDS.heldOutLossHint}>loss</th>
          <th scope="col" title=${TABLE_WORDS.heldOutAccuracyHint}>accuracy</th>
          <th scope="col" class="wide" title=${TABLE_WORDS.millisecondsHint}>ms</th>
          <th scope="col" class="wide" title=${TABLE_WORDS.dispatchesHint}>dispatches</th>
        </tr>
      </thead>
      <tbody>
        ${this.store.experiment.lanes.map((recipe, lane) => this.renderLane(recipe, lane, this.store.snapshot?.lanes[lane]))}
      </tbody>
    </table>`;
  }

  private renderLane(recipe: CompleteRecipe, lane: number, now: LaneSnapshot | undefined): TemplateResult {
    const diverged = now?.status === 'diverged';
    return html`<tr class="lane-${lane}">
      <th scope="row" title=${recipe.label}>
        <div class="label">${laneSwatch(lane)}<span>${recipe.label}</span></div>
      </th>
      <td class="strong ${diverged ? 'diverged' : ''}">${diverged ? 'diverged' : number(now?.loss)}</td>
      <td>${share(diverged ? null : now?.accuracy)}</td>
      <td>${number(now?.heldOutLoss)}</td>
      <td class="strong">${share(diverged ? null : now?.heldOutAccuracy)}</td>
      <td class="wide">${number(now?.millisecondsPerStep)}</td>
      <td class="wide">${now ? formatCount(now.dispatchesPerStep) : '–'}</td>
    </tr>`;
  }
}

const known = (value: number | null | undefined): value is number => typeof value === 'number' && !Number.isNaN(value);
const number = (value: number | null | undefined): string => (known(value) ? formatNumber(value) : '–');
/** Always with one decimal, so that the digits are aligned. */
const share = (value: number | null | undefined): string =>
  known(value) ? formatShare(value).replace(/^(\d+)%$/, '$1.0%') : '–';

declare global {
  interface HTMLElementTagNameMap {
    'snn-lane-table': LaneTable;
  }
}
