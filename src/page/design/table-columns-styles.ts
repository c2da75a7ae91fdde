import { css } from 'lit';

/** The list of a table's columns. In a narrow dialog, each column takes two lines. */
export const tableColumnsStyles = css`
  .columns {
    table-layout: fixed;
  }

  .columns th:nth-child(2),
  .columns td:nth-child(2) {
    width: 8.5rem;
  }

  .columns th:nth-child(3) {
    width: 8rem;
  }

  .columns th:nth-child(n + 4) {
    width: 11rem;
  }

  .columns tbody th span {
    display: block;
    font-weight: 600;
  }

  .figure {
    text-align: right;
    white-space: nowrap;
  }

  .figure small,
  .after,
  .none,
  .words,
  .out th {
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
  }

  .after {
    display: inline-block;
    min-width: 2.6rem;
    text-align: left;
  }

  .words {
    padding-left: var(--snn-space-4);
  }

  @container (max-width: 36rem) {
    .columns thead {
      position: absolute;
      clip-path: inset(50%);
    }

    .columns,
    .columns tbody {
      display: block;
    }

    .columns tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) repeat(2, auto);
      gap: 0 var(--snn-space-3);
      padding: var(--snn-space-2) 0;
    }

    .columns th,
    .columns td {
      padding: 0;
      text-align: left;
    }

    .columns tbody th {
      grid-column: 1;
    }

    .columns td:nth-child(2) {
      grid-column: 2 / 4;
      justify-self: end;
    }

    .columns .missing::before {
      content: 'missing ';
      color: var(--snn-muted);
      font-size: var(--snn-text-sm);
    }

    .columns .figure[data-of]::before {
      content: attr(data-of) ' ';
      color: var(--snn-muted);
      font-size: var(--snn-text-sm);
    }

    .columns .words {
      grid-column: 2 / 4;
    }

    .columns .use,
    .columns .words {
      text-align: right;
    }

    .after {
      min-width: 0;
    }
  }
`;
