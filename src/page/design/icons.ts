import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Returns an icon on a 16 × 16 grid in the colour of the surrounding text. It is hidden from screen readers, so its control needs a label. */
const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;

export const PLAY = icon(svg`<path d="M4.5 2.9v10.2L13 8z" fill="currentColor" />`);
export const PAUSE = icon(svg`<path d="M5 3v10M11 3v10" stroke-width="2.5" />`);
export const STEP = icon(svg`<path d="M3.5 3.5v9L10 8z" fill="currentColor" /><path d="M12.5 3.5v9" stroke-width="2" />`);
export const EPOCH = icon(
  svg`<path d="M2 4v8l5-4zM7.5 4v8l5-4z" fill="currentColor" /><path d="M14 3.5v9" stroke-width="2" />`,
);
export const RESET = icon(svg`<path d="M3.2 6.2A5.2 5.2 0 1 1 2.8 9" /><path d="M2.6 2.8v3.6h3.6" />`);
export const DICE = icon(
  svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2.5" /><g fill="currentColor" stroke="none"><circle cx="5.6" cy="5.6" r="1.1" /><circle cx="10.4" cy="5.6" r="1.1" /><circle cx="8" cy="8" r="1.1" /><circle cx="5.6" cy="10.4" r="1.1" /><circle cx="10.4" cy="10.4" r="1.1" /></g>`,
);
export const COPY = icon(
  svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />`,
);
export const CLOSE = icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`);
export const ADD = icon(svg`<path d="M8 3v10M3 8h10" />`);
export const SLIDERS = icon(
  svg`<path d="M2 5h6M12 5h2M2 11h2M8 11h6" /><circle cx="10" cy="5" r="2" /><circle cx="6" cy="11" r="2" />`,
);
export const CHEVRON = icon(svg`<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />`);
export const SUN = icon(
  svg`<circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />`,
);
export const MOON = icon(svg`<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />`);

/** The page's logo: two distributions, one at the target and one that has drifted. */
export const MARK = html`<svg class="mark" viewBox="0 0 32 32" width="26" height="26" fill="none" aria-hidden="true">
  <path class="lane-1" d="M2 24c7 0 9-1 11-6s3-8 5-8 3 3 5 8 3 6 7 6" stroke="currentColor" stroke-width="2" opacity=".75" />
  <path class="lane-0" d="M2 24c6 0 6.5-18 10-18s4 18 10 18h8" stroke="currentColor" stroke-width="2.5" />
  <path d="M2 26.5h28" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
</svg>`;
