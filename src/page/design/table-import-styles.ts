import { css } from 'lit';

/** Layout of the table dialog. Long and wide content scrolls within it. */
export const tableImportStyles = css`
  dialog {
    width: min(58rem, calc(100vw - 2rem));
    max-width: none;
    height: min(52rem, calc(100dvh - 2rem));
    max-height: none;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--snn-border);
    border-radius: 10px;
    background: var(--snn-panel);
    color: var(--snn-ink);
    box-shadow: 0 12px 40px rgb(0 0 0 / 25%);
  }

  dialog[open] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr) auto;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }

  .head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--snn-space-3);
    padding: var(--snn-space-4) var(--snn-space-4) var(--snn-space-3) var(--snn-space-5);
    border-bottom: 1px solid var(--snn-grid);
  }

  h2 {
    margin: 0;
    font-size: var(--snn-text-lg);
    line-height: 1.3;
  }

  .head p {
    margin: 0.1rem 0 0;
    color: var(--snn-muted);
    overflow-wrap: anywhere;
  }

  .body {
    container-type: inline-size;
    padding: var(--snn-space-4) var(--snn-space-5);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .part + .part {
    margin-top: var(--snn-space-5);
  }

  h3 {
    margin: 0 0 var(--snn-space-2);
    font-size: var(--snn-text-md);
    font-weight: 600;
  }

  h3 small,
  .note {
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
    font-weight: 400;
  }

  .note {
    margin: var(--snn-space-2) 0 0;
  }

  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr));
    gap: var(--snn-space-3) var(--snn-space-4);
    align-items: end;
  }

  .settings label {
    display: grid;
    gap: 0.15rem;
    min-width: 0;
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
  }

  .settings select,
  .settings .text-input {
    color: var(--snn-ink);
    font-size: var(--snn-text-md);
  }

  .settings .check {
    display: flex;
    align-items: center;
    gap: var(--snn-space-2);
    min-height: 1.75rem;
    color: var(--snn-ink);
    font-size: var(--snn-text-md);
  }

  .classes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--snn-space-1) var(--snn-space-2);
    max-height: 7.5rem;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }

  .classes li {
    display: flex;
    gap: 0.4rem;
    max-width: 100%;
    padding: 0.1rem 0.55rem;
    border: 1px solid var(--snn-border);
    border-radius: 999px;
  }

  .classes span,
  .columns th span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .classes b {
    color: var(--snn-muted);
    font-weight: 400;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 0.2rem var(--snn-space-3) 0.2rem 0;
    text-align: left;
    vertical-align: baseline;
    font-weight: 400;
  }

  thead th {
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
    white-space: nowrap;
  }

  tbody tr {
    border-top: 1px solid var(--snn-grid);
  }

  .scroll {
    overflow-x: auto;
    overscroll-behavior-x: contain;
  }

  .scroll td,
  .scroll th {
    max-width: 14rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .foot {
    padding: var(--snn-space-3) var(--snn-space-5);
    border-top: 1px solid var(--snn-grid);
  }

  .problem {
    margin: 0 0 var(--snn-space-3);
    padding: 0.4rem var(--snn-space-3);
    border-radius: var(--snn-radius);
    background: color-mix(in srgb, var(--snn-danger) 9%, var(--snn-panel));
    box-shadow: inset 3px 0 0 var(--snn-danger);
    overflow-wrap: anywhere;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--snn-space-2);
  }

  .actions p {
    flex: 1 1 14rem;
    margin: 0;
    color: var(--snn-muted);
  }

  @media (max-width: 600px) {
    dialog {
      width: calc(100vw - 1rem);
      height: calc(100dvh - 1rem);
    }

    .head,
    .body,
    .foot {
      padding-inline: var(--snn-space-4);
    }

    .settings {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .actions p {
      flex-basis: 100%;
    }
  }
`;
