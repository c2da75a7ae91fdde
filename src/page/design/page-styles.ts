import { css } from 'lit';

/** Layout of the page's parts, wide and narrow. */
export const pageStyles = css`
  :host {
    --header-height: 2.875rem;
    --bar-height: 6.125rem;
    display: block;
    min-height: 100vh;
    background: var(--snn-surface);
    color-scheme: light dark;
  }

  :host([scheme='light']) {
    color-scheme: light;
  }

  :host([scheme='dark']) {
    color-scheme: dark;
  }

  snn-page-header {
    position: sticky;
    z-index: 12;
    top: 0;
    height: var(--header-height);
  }

  .body {
    display: grid;
    grid-template-columns: 20.5rem minmax(0, 1fr);
  }

  aside {
    border-right: 1px solid var(--snn-border);
    background: var(--snn-panel);
  }

  snn-controls {
    position: sticky;
    top: var(--header-height);
    max-height: calc(100vh - var(--header-height));
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--snn-space-4) var(--snn-space-4) var(--snn-space-5) var(--snn-space-5);
    scrollbar-width: thin;
  }

  main {
    min-width: 0;
    padding: var(--snn-space-4) var(--snn-space-5) var(--snn-space-6);
  }

  .headline {
    margin: 0 0 var(--snn-space-3);
    font-size: var(--snn-text-lg);
    line-height: 1.35;
    text-wrap: pretty;
  }

  .headline span {
    color: var(--snn-muted);
  }

  snn-notice {
    display: block;
  }

  .bar {
    position: sticky;
    z-index: 10;
    top: var(--header-height);
    margin: 0 calc(-1 * var(--snn-space-5)) var(--snn-space-2);
    padding: var(--snn-space-2) var(--snn-space-5);
    background: var(--snn-surface);
  }

  .bar snn-notice {
    margin-top: var(--snn-space-2);
  }

  .adapter {
    margin: var(--snn-space-4) 0 0;
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
  }

  .controls-button {
    display: none;
  }

  @media (max-width: 900px) {
    snn-page-header {
      position: relative;
      height: auto;
    }

    .body {
      grid-template-columns: minmax(0, 1fr);
    }

    aside {
      position: fixed;
      z-index: 11;
      inset: auto 0 var(--bar-height) 0;
      display: none;
      border: solid var(--snn-border);
      border-width: 1px 0 0;
      border-radius: 14px 14px 0 0;
      box-shadow: 0 -12px 40px rgb(0 0 0 / 18%);
    }

    snn-controls {
      position: static;
      max-height: min(70vh, 40rem);
      padding: var(--snn-space-4);
    }

    aside.open {
      display: block;
    }

    main {
      padding: var(--snn-space-4) var(--snn-space-4) 9rem;
    }

    .headline {
      font-size: var(--snn-text-base);
    }

    .bar {
      z-index: 13;
      position: fixed;
      display: flex;
      flex-direction: column-reverse;
      justify-content: flex-start;
      gap: var(--snn-space-2);
      min-height: var(--bar-height);
      inset: auto 0 0;
      margin: 0;
      padding: var(--snn-space-2) var(--snn-space-4) calc(var(--snn-space-2) + env(safe-area-inset-bottom));
      border-top: 1px solid var(--snn-border);
      background: var(--snn-panel);
    }

    .bar snn-notice {
      margin: 0;
    }

    .controls-button {
      display: inline-flex;
      min-width: 2.5rem;
      min-height: 2.5rem;
      padding: 0 0.5rem;
    }

    .controls-button[aria-expanded='true'] {
      border-color: var(--snn-accent);
      color: var(--snn-accent);
    }
  }

  /* Controls are not printed. */
  @media print {
    aside,
    .bar {
      display: none;
    }

    .body {
      display: block;
    }
  }
`;
