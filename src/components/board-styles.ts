import { css } from 'lit';

/** Cards and their places on the board. */
export const boardStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--snn-space-4);
    container-type: inline-size;
  }

  .card {
    position: relative;
    /* The views' tables for screen readers are as wide as their words. */
    overflow: clip;
    padding: var(--snn-space-4) var(--snn-space-5);
    border: 1px solid var(--snn-border);
    border-radius: 10px;
    background: var(--snn-panel);
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

  .planes {
    --plane-height: 15rem;
  }

  .plane-list {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
    gap: var(--snn-space-4);
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
    .top.with-plane {
      grid-template-columns: minmax(0, 1fr) 18.5rem;
    }

    .with-plane .planes {
      --plane-height: 12.25rem;
    }
  }

  @container (max-width: 40rem) {
    .card {
      padding: var(--snn-space-3) var(--snn-space-4);
    }
  }
`;
