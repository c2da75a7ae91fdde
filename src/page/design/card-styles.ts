import { css } from 'lit';

/** A card of the board and its headings. Its container is the board. */
export const cardStyles = css`
  .card {
    position: relative;
    /* Hides the overflow of the views' tables for screen readers, which are as wide as their text. */
    overflow: clip;
    padding: var(--snn-space-4) var(--snn-space-5);
    border: 1px solid var(--snn-border);
    border-radius: 10px;
    background: var(--snn-panel);
  }

  h2 {
    margin: 0 0 var(--snn-space-3);
    font-size: var(--snn-text-base);
    font-weight: 600;
  }

  h2 small {
    margin-left: var(--snn-space-2);
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
    font-weight: 400;
  }

  h3 {
    color: var(--lane);
  }

  @container (max-width: 40rem) {
    .card {
      padding: var(--snn-space-3) var(--snn-space-4);
    }
  }
`;
