import { css } from 'lit';

/** In a narrow panel, each row of figures is placed below its heading instead of in columns. */
export const costTableStyles = css`
  table {
    max-width: 100%;
    border-collapse: collapse;
    font-size: var(--snn-text-md);
  }

  caption {
    padding-bottom: var(--snn-space-1);
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
    text-align: left;
  }

  th,
  td {
    padding: 0.2rem 0 0.2rem var(--snn-space-4);
    text-align: right;
    vertical-align: baseline;
  }

  th[scope='row'] {
    position: relative;
    padding-left: 1.375rem;
    text-align: left;
    font-weight: 600;
  }

  th[scope='row'] svg {
    position: absolute;
    top: 0.45rem;
    left: 0;
  }

  th[scope='col'] {
    width: 12.5rem;
  }

  /* As wide as its column, however long the label. */
  th .label {
    justify-content: flex-end;
    width: 0;
    min-width: 100%;
  }

  tbody tr {
    border-top: 1px solid var(--snn-grid);
  }

  .total {
    border-top-color: var(--snn-faint);
  }

  small,
  .units,
  .figures span,
  .apart,
  .apart th,
  .apart b {
    color: var(--snn-muted);
    font-size: var(--snn-text-sm);
    font-weight: 400;
  }

  th small {
    display: block;
    max-width: 16rem;
  }

  .figures,
  .rest {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: flex-end;
    column-gap: var(--snn-space-1);
  }

  .rest {
    flex-wrap: nowrap;
  }

  .figures b,
  .rest span {
    min-width: 2.5rem;
  }

  .rest span + span {
    min-width: 3.9rem;
  }

  .units b {
    font-weight: 400;
  }

  @container (max-width: 44rem) {
    table,
    caption,
    thead,
    tbody {
      display: block;
    }

    tr {
      display: flex;
      flex-wrap: wrap;
      padding: 0.2rem 0;
    }

    th,
    td {
      flex: 1 1 0;
      min-width: 0;
      padding-block: 0;
    }

    th[scope='row'] {
      flex-basis: 100%;
    }

    th[scope='row'] svg {
      top: 0.25rem;
    }

    th small {
      max-width: none;
    }

    .units,
    .corner {
      display: none;
    }

    .rest span + span {
      min-width: 2rem;
    }
  }

  @container (max-width: 26rem) {
    th .label svg {
      display: none;
    }
  }
`;
