import { css } from 'lit';

/** Positions of the cards on the board. */
export const boardStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--snn-space-4);
    container-type: inline-size;
  }

  .top {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--snn-space-4);
    align-items: stretch;
  }

  .hero {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--snn-space-4);
  }

  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
    gap: var(--snn-space-4) var(--snn-space-6);
  }

  .note {
    max-width: 60rem;
    margin: var(--snn-space-3) 0 0;
    color: var(--snn-muted);
    text-wrap: pretty;
  }

  .detail {
    scroll-margin: 7rem 0;
  }

  .close {
    position: absolute;
    z-index: 1;
    top: var(--snn-space-3);
    right: var(--snn-space-3);
  }

  @container (min-width: 56rem) {
    .top:has(> snn-learned[adjacent]) {
      grid-template-columns: minmax(0, 1fr) 18.5rem;
    }

    snn-learned[adjacent] {
      --snn-plane-height: 12.25rem;
    }
  }
`;
