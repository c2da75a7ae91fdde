import { css } from 'lit';

/** Styles of the views. Heights are fixed, so that nothing moves when data arrive. */
export const viewStyles = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  figure {
    position: relative;
    margin: 0;
  }

  .plot {
    position: relative;
    overflow: hidden;
  }

  .plot canvas {
    position: absolute;
    inset: 0;
    display: block;
  }

  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--snn-space-3);
    margin: 0 0 var(--snn-space-1);
    font-size: var(--snn-text-md);
    font-weight: 600;
    line-height: 1.4;
  }

  .heading small {
    font-size: var(--snn-text-sm);
    font-weight: 400;
    color: var(--snn-muted);
  }

  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--snn-space-1) var(--snn-space-4);
    min-height: 1.2rem;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--snn-text-sm);
    color: var(--snn-muted);
  }

  .keys li {
    display: flex;
    align-items: center;
    gap: 0.4rem;
  }

  .keys svg {
    flex: none;
  }

  .keys svg:not([class]) {
    color: var(--snn-ink);
  }

  .lane-0 {
    color: var(--snn-lane-0);
  }
  .lane-1 {
    color: var(--snn-lane-1);
  }
  .lane-2 {
    color: var(--snn-lane-2);
  }
  .lane-3 {
    color: var(--snn-lane-3);
  }

  .empty {
    position: absolute;
    top: 50%;
    left: 50%;
    transform: translate(-50%, -50%);
    margin: 0;
    padding: var(--snn-space-1) var(--snn-space-3);
    background: var(--snn-panel);
    white-space: nowrap;
    font-size: var(--snn-text-md);
    font-style: italic;
    color: var(--snn-muted);
    pointer-events: none;
  }

  .cursor {
    position: absolute;
    inset: 0;
    cursor: crosshair;
    touch-action: pan-y;
  }

  .tooltip {
    position: absolute;
    z-index: 1;
    top: 0;
    left: 0;
    padding: var(--snn-space-2) var(--snn-space-3);
    border: 1px solid var(--snn-border);
    border-radius: var(--snn-radius);
    background: var(--snn-panel);
    box-shadow: 0 2px 12px rgb(0 0 0 / 12%);
    font-size: var(--snn-text-sm);
    white-space: nowrap;
    pointer-events: none;
  }

  .tooltip table {
    border-collapse: collapse;
  }

  .tooltip caption {
    padding-bottom: 2px;
    text-align: left;
    font-weight: 600;
  }

  .tooltip th,
  .tooltip td {
    padding: 1px 0 1px var(--snn-space-3);
    text-align: right;
    font-weight: 400;
  }

  .tooltip thead th {
    color: var(--snn-muted);
  }

  .tooltip tbody th {
    max-width: 10rem;
    padding-left: 0;
    overflow: hidden;
    text-align: left;
    text-overflow: ellipsis;
    font-weight: 600;
  }

  .tooltip .chosen th {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
`;

/** Places a tooltip next to a point of its figure, on the side with room for it. Positions are in pixels within the figure. */
export function placeTooltip(tooltip: HTMLElement, figure: HTMLElement, x: number, y: number): void {
  const gap = 14;
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const right = x + gap + width <= figure.clientWidth;
  const left = right ? x + gap : Math.max(0, x - gap - width);
  const top = Math.max(0, Math.min(y - height / 2, figure.clientHeight - height));
  tooltip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
