import { html, svg, type TemplateResult } from 'lit';
import { laneMark, type MarkerShape } from './palette';

const MARKERS: Record<MarkerShape, TemplateResult> = {
  circle: svg`<circle cx="12" cy="5" r="3" fill="currentColor" />`,
  square: svg`<rect x="9.2" y="2.2" width="5.6" height="5.6" fill="currentColor" />`,
  triangle: svg`<path d="M12 1.2 15.8 8H8.2Z" fill="currentColor" />`,
  diamond: svg`<path d="M12 1 16 5l-4 4-4-4Z" fill="currentColor" />`,
};

/** Renders a short piece of a lane's line with its marker, in the lane's colour. */
export function laneSwatch(lane: number): TemplateResult {
  const { dash, marker } = laneMark(lane);
  return html`<svg class="lane-${lane % 4}" width="24" height="10" aria-hidden="true">
    <path d="M0 5H24" stroke="currentColor" stroke-width="1.5" stroke-dasharray=${dash.join(' ') || 'none'} />
    ${MARKERS[marker]}
  </svg>`;
}

/** Renders a lane's marker without the line, in the lane's colour. */
export function laneMarker(lane: number): TemplateResult {
  return html`<svg class="lane-${lane % 4}" width="10" height="10" viewBox="7 0 10 10" aria-hidden="true">
    ${MARKERS[laneMark(lane).marker]}
  </svg>`;
}

/** Renders a short piece of a line that belongs to no lane, such as the target's. */
export function lineSwatch(style: { width?: number; opacity?: number; dash?: string } = {}): TemplateResult {
  return html`<svg width="24" height="10" aria-hidden="true">
    <path
      d="M0 5H24"
      stroke="currentColor"
      stroke-width=${style.width ?? 1}
      stroke-opacity=${style.opacity ?? 1}
      stroke-dasharray=${style.dash ?? 'none'}
    />
  </svg>`;
}

export function bandSwatch(): TemplateResult {
  return html`<svg width="24" height="10" aria-hidden="true">
    <rect width="24" height="10" fill="currentColor" opacity="0.16" />
  </svg>`;
}
