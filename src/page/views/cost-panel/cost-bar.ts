import { html, nothing, svg, type TemplateResult } from 'lit';
import { COST_PARTS, type CostPart } from '../../../experiment/snapshot';
import { barSentence, COST_LABELS } from './cost-words';
import { formatPercent, isMeasured, type LaneCost } from './lane-cost';

const HEIGHT = 26;
/** Text is readable on the first part's tint in both colour schemes; each later part has a weaker tint. */
const STRONGEST = 0.42;
const WEAKEST = 0.06;
/** Widest letter of a segment's label and the space around the label, in pixels. */
const LETTER = 7;
const MARGIN = 10;

/** Returns the strength of the lane's colour in a part's segment. */
export function tint(part: CostPart): number {
  return STRONGEST - ((STRONGEST - WEAKEST) * COST_PARTS.indexOf(part)) / (COST_PARTS.length - 1);
}

/**
 * Draws a lane's step as a bar, divided into its parts, with a length relative to `longest` (milliseconds). `width` is that of
 * the longest bar in pixels; it decides which segments have room for a label.
 */
export function costBar(cost: LaneCost, lane: number, longest: number, width: number): TemplateResult {
  const length = isMeasured(cost) ? cost.milliseconds / longest : 0;
  return html`<svg class="bar lane-${lane % 4}" width="100%" height=${HEIGHT} role="img" aria-label=${barSentence(cost)}>
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
