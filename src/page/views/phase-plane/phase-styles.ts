import { css } from 'lit';

export const phaseStyles = css`
  .plot {
    height: 340px;
  }

  .keys {
    margin-top: var(--snn-space-2);
  }

  .dots {
    display: inline-flex;
    gap: 2px;
  }

  .dots i {
    width: 9px;
    height: 9px;
    border: 1px solid currentColor;
    border-radius: 50%;
    background: color-mix(in srgb, currentColor 30%, var(--snn-panel));
  }

  .dots i:nth-child(2) {
    background: color-mix(in srgb, currentColor 65%, var(--snn-panel));
  }

  .dots i:nth-child(3) {
    background: currentColor;
  }

  .target,
  .rest {
    fill: none;
    stroke: var(--snn-accent);
    stroke-width: 2.5;
  }

  .rest {
    stroke: var(--snn-ink);
    stroke-width: 1.5;
  }

  .shade,
  .hatch {
    width: 20px;
    height: 12px;
    border: 1px solid var(--snn-border);
    background: color-mix(in srgb, var(--snn-accent) 9%, var(--snn-panel));
  }

  .hatch {
    background: repeating-linear-gradient(
      135deg,
      color-mix(in srgb, var(--snn-faint) 60%, var(--snn-panel)) 0 1.5px,
      var(--snn-panel) 1.5px 5px
    );
  }

  .handle {
    position: absolute;
    top: -16px;
    left: -16px;
    width: 32px;
    height: 32px;
    border-radius: 50%;
    cursor: grab;
    touch-action: none;
  }

  /* Hidden until the chart has its scales. */
  .handle:not([style]) {
    visibility: hidden;
  }

  .handle:active {
    cursor: grabbing;
  }

  .handle::before {
    content: '';
    position: absolute;
    inset: 6px;
    border: 3px solid var(--snn-accent);
    border-radius: 50%;
    box-shadow:
      0 0 0 1.5px var(--snn-panel),
      inset 0 0 0 1.5px var(--snn-panel);
  }

  .handle.impossible::before {
    border-color: var(--snn-danger);
    border-style: dotted;
  }

  .verdict {
    min-height: 1.45em;
    margin: var(--snn-space-2) 0;
    text-wrap: pretty;
  }

  .numbers {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--snn-space-3);
    margin: 0;
  }

  dt {
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
  }

  dd {
    margin: 0;
    font-size: var(--snn-text-base);
    font-weight: 600;
  }

  .growth {
    min-height: 1.45em;
    margin: var(--snn-space-1) 0 0;
    color: var(--snn-muted);
  }

  .growth b {
    color: var(--snn-ink);
  }
`;
