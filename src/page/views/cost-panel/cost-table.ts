import { html, nothing, type TemplateResult } from 'lit';
import { formatCount, formatNumber } from '../../charts/format';
import { COST_PARTS, type CostPart } from '../../../experiment/snapshot';
import { tint } from './cost-bar';
import { COST_LABELS, COST_PHRASES, COST_WORDS } from './cost-words';
import { laneSwatch } from '../../design/lane-keys';
import { formatPercent, type LaneCost } from './lane-cost';

/** Renders each part of a step by lane: milliseconds, share of the step, dispatches. It is also the bars' legend. */
export function costTable(lanes: readonly LaneCost[]): TemplateResult {
  const parts = COST_PARTS.filter((part) => lanes.some((lane) => lane.parts.some((cost) => cost.part === part)));
  return html`<table>
    <caption>
      ${COST_WORDS.tableCaption}
    </caption>
    <thead>
      <tr>
        <td class="corner"></td>
        ${lanes.map(
          ({ label }, lane) =>
            html`<th scope="col" class="lane-${lane % 4}" title=${label}>
              <div class="label">${laneSwatch(lane)}<span>${label}</span></div>
            </th>`,
        )}
      </tr>
      <tr class="units" aria-hidden="true">
        <td></td>
        ${lanes.map(() => html`<td>${figures('ms', 'share', 'dispatches')}</td>`)}
      </tr>
    </thead>
    <tbody>
      ${parts.map((part) => row(part, lanes))}
      <tr class="total">
        <th scope="row">One step</th>
        ${lanes.map(
          ({ milliseconds, dispatches }) =>
            html`<td>${figures(number(milliseconds), Number.isNaN(milliseconds) ? '–' : '100%', count(dispatches))}</td>`,
        )}
      </tr>
      <tr class="apart">
        ${heading('statistics')}
        ${lanes.map(
          ({ statistics: cost }) =>
            html`<td>${cost ? figures(number(cost.milliseconds), '', count(cost.dispatches)) : '–'}</td>`,
        )}
      </tr>
    </tbody>
  </table>`;
}

function row(part: CostPart, lanes: readonly LaneCost[]): TemplateResult {
  return html`<tr>
    ${heading(part)}
    ${lanes.map(({ parts }) => {
      const cost = parts.find((each) => each.part === part);
      return html`<td>${cost ? figures(number(cost.milliseconds), percent(cost.share), count(cost.dispatches)) : '–'}</td>`;
    })}
  </tr>`;
}

function heading(part: CostPart): TemplateResult {
  const segment = html`<svg width="14" height="12" aria-hidden="true">
    <rect
      x="0.5"
      y="0.5"
      width="13"
      height="11"
      fill="currentColor"
      fill-opacity=${tint(part)}
      stroke="currentColor"
      shape-rendering="crispEdges"
    />
  </svg>`;
  return html`<th scope="row">
    ${part === 'statistics' ? nothing : segment} ${COST_LABELS[part]} <small>${COST_PHRASES[part]}</small>
  </th>`;
}

const figures = (milliseconds: string, share: string, dispatches: string): TemplateResult =>
  html`<div class="figures">
    <b>${milliseconds}</b> <span class="rest"><span>${share}</span> <span>${dispatches}</span></span>
  </div>`;

const number = (value: number): string => (Number.isNaN(value) ? '–' : formatNumber(value));
const percent = (share: number): string => (Number.isNaN(share) ? '–' : formatPercent(share));
const count = (value: number): string => (Number.isNaN(value) ? '–' : formatCount(value));
