import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatCount, formatNumber } from '../../charts/format';
import { COST_PARTS, type CostPart } from '../../../experiment/snapshot';
import { COST_LABELS } from './cost-parts';
import { formatPercent, isMeasured, type LaneCost } from './lane-cost';

const HEIGHT = 26;
/** Ink reads on the first part's tint, light or dark; each part after it has less. */
const STRONGEST = 0.42;
const WEAKEST = 0.06;
/** Pixels that a letter of a segment's label takes at most, and the space around the label. */
const LETTER = 7;
const MARGIN = 10;

/** How much of the lane's colour a part's segment has. */
export function tint(part: CostPart): number {
  return STRONGEST - ((STRONGEST - WEAKEST) * COST_PARTS.indexOf(part)) / (COST_PARTS.length - 1);
}

/**
 * A lane's step as a bar: as long, beside `longest` (milliseconds), as the step takes, cut into the parts. `width` in pixels is that
 * of the longest bar; it decides which segments have room for a label.
 */
export function costBar(cost: LaneCost, lane: number, longest: number, width: number): TemplateResult {
  const length = isMeasured(cost) ? cost.milliseconds / longest : 0;
  return html`<svg class="bar lane-${lane % 4}" width="100%" height=${HEIGHT} role="img" aria-label=${sentence(cost)}>
    ${length > 0 ? segments(cost, length, width) : box(0, 1, 0, true)}
  </svg>`;
}

function segments({ parts }: LaneCost, length: number, width: number): TemplateResult | TemplateResult[] {
  if (parts.some(({ share }) => Number.isNaN(share))) return box(0, length, STRONGEST);
  let start = 0;
  return parts.map(({ part, share }) => {
    const from = start;
    start += share * length;
    const label = labelThatFits(part, share, share * length * width);
    const middle = `${100 * (from + (share * length) / 2)}%`;
    return svg`${box(from, share * length, tint(part))}
      ${label ? svg`<text x=${middle} y="50%" text-anchor="middle" dominant-baseline="central">${label}</text>` : nothing}`;
  });
}

function box(from: number, length: number, opacity: number, empty = false): TemplateResult {
  return svg`<rect
    x="${100 * from}%"
    y="0.5"
    width="${100 * length}%"
    height=${HEIGHT - 1}
    fill="currentColor"
    fill-opacity=${opacity}
    stroke="currentColor"
    shape-rendering="crispEdges"
    stroke-opacity=${empty ? 0.5 : 1}
    stroke-dasharray=${empty ? '3 3' : 'none'}
  />`;
}

function labelThatFits(part: CostPart, share: number, width: number): string | undefined {
  const name = COST_LABELS[part];
  return [`${name} ${formatPercent(share)}`, name].find((label) => label.length * LETTER + MARGIN <= width);
}

function sentence(cost: LaneCost): string {
  if (!isMeasured(cost)) return `A step of ${cost.label}: not measured yet`;
  const known = cost.parts.filter(({ share }) => !Number.isNaN(share));
  const parts = known.map(({ part, share }) => `${COST_LABELS[part].toLowerCase()} ${formatPercent(share)}`).join(', ');
  const whole = `A step of ${cost.label}: ${formatNumber(cost.milliseconds)} ms, ${formatCount(cost.dispatches)} dispatches`;
  return parts ? `${whole}; ${parts}` : whole;
}
