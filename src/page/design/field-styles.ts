import { css } from 'lit';

/** One row of the controls: the label, then the control. */
export const fieldStyles = css`
  :host {
    --label-width: 6.4rem;
    display: block;
  }

  .row {
    display: grid;
    grid-template-columns: var(--label-width) minmax(0, 1fr);
    align-items: center;
    column-gap: var(--snn-space-2);
    min-height: 2rem;
  }

  label {
    overflow: hidden;
    color: var(--snn-muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .rebuilds {
    margin-left: 0.25rem;
    color: var(--snn-faint);
    font-size: var(--snn-text-xs);
  }

  .message:empty {
    display: none;
  }

  .message {
    margin: 0.1rem 0 0.4rem;
    color: var(--snn-danger);
    font-size: var(--snn-text-sm);
    line-height: 1.35;
  }
`;
