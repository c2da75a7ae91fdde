import { css } from 'lit';

/** Styles of native buttons, inputs and selects, for every component that contains some. */
export const controlStyles = css`
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4rem;
    min-height: 2rem;
    padding: 0 0.7rem;
    border: 1px solid var(--snn-border);
    border-radius: var(--snn-radius);
    background: var(--snn-panel);
    color: var(--snn-ink);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }

  button:hover,
  .button:hover {
    border-color: var(--snn-faint);
  }

  button:active {
    background: var(--snn-grid);
  }

  button:disabled,
  button[aria-disabled='true'] {
    color: var(--snn-faint);
    border-color: var(--snn-grid);
    cursor: default;
  }

  button.primary {
    border-color: transparent;
    background: var(--snn-accent);
    color: var(--snn-on-accent);
    font-weight: 600;
  }

  button.primary:disabled,
  button.primary[aria-disabled='true'] {
    background: var(--snn-grid);
    color: var(--snn-muted);
  }

  button.primary:hover:enabled {
    filter: brightness(1.1);
  }

  button.quiet {
    border-color: transparent;
    background: none;
  }

  button.quiet:hover {
    background: var(--snn-grid);
  }

  button.square {
    width: 2rem;
    padding: 0;
  }

  .icon {
    flex: none;
    display: block;
  }

  .text-input,
  select {
    width: 100%;
    min-width: 0;
    height: 1.75rem;
    padding: 0 0.45rem;
    border: 1px solid var(--snn-border);
    border-radius: calc(var(--snn-radius) - 1px);
    background: var(--snn-panel);
  }

  .text-input:hover,
  select:hover {
    border-color: var(--snn-faint);
  }

  .text-input:focus-visible,
  select:focus-visible {
    outline-offset: 0;
  }

  .text-input[aria-invalid='true'] {
    border-color: var(--snn-danger);
    box-shadow: 0 0 0 1px var(--snn-danger);
  }

  select {
    padding-right: 0.2rem;
    text-overflow: ellipsis;
    cursor: pointer;
  }

  option {
    background: var(--snn-panel);
    color: var(--snn-ink);
  }

  input[type='range'] {
    width: 100%;
    min-width: 0;
    height: 1.5rem;
    margin: 0;
    appearance: none;
    background: none;
    cursor: pointer;
  }

  input[type='range']::-webkit-slider-runnable-track {
    height: 3px;
    border-radius: 2px;
    background: var(--snn-border);
  }

  input[type='range']::-moz-range-track {
    height: 3px;
    border-radius: 2px;
    background: var(--snn-border);
  }

  input[type='range']::-webkit-slider-thumb {
    width: 14px;
    height: 14px;
    margin-top: -5.5px;
    appearance: none;
    border: 2px solid var(--snn-panel);
    border-radius: 50%;
    background: var(--snn-accent);
    box-shadow: 0 0 0 1px var(--snn-accent);
  }

  input[type='range']::-moz-range-thumb {
    width: 10px;
    height: 10px;
    border: 2px solid var(--snn-panel);
    border-radius: 50%;
    background: var(--snn-accent);
    box-shadow: 0 0 0 1px var(--snn-accent);
  }

  input[type='checkbox'] {
    width: 1rem;
    height: 1rem;
    margin: 0;
    accent-color: var(--snn-accent);
    cursor: pointer;
  }
`;
