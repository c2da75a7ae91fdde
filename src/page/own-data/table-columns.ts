/** A table's columns: the use, the missing values, and the moments before and after standardising. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber, formatTick } from '../charts/format';
import { COLUMN_USES, type ColumnUse } from '../../data/csv/choices';
import { IMPORT_WORDS, USE_NAMES } from './import-words';
import type { ColumnPreview, MeanAndDeviation, TableSummary } from '../../data/csv/preview';

/** Only this many columns are shown, and those that were changed or have a problem. */
const MOST_SHOWN = 200;
/** Standardised means are rounded to this precision, because they are only 0 up to rounding errors. */
const DIGITS = 1e4;

interface ColumnsOptions {
  standardize: boolean;
  /** Indices of columns that are always shown. */
  shown: readonly number[];
  /** Called when a person chooses the use of a column. */
  choose: (column: number, use: ColumnUse) => void;
}

export function columnsTable({ columns, label }: TableSummary, options: ColumnsOptions): TemplateResult {
  const { standardize, choose } = options;
  const always = new Set([...options.shown, label]);
  const shown = [...columns.entries()].filter(([index]) => index < MOST_SHOWN || always.has(index));
  return html`<table class="columns">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Use as</th>
          <th scope="col" class="figure">Missing</th>
          <th scope="col" class="figure">Mean${standardize ? html` <small>→ standardised</small>` : nothing}</th>
          <th scope="col" class="figure">Deviation${standardize ? html` <small>→ standardised</small>` : nothing}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ([index, column]) =>
            html`<tr class=${column.use === 'leave-out' && index !== label ? 'out' : ''}>
              <th scope="row" title=${column.name}><span>${column.name}</span></th>
              <td class="use">${index === label ? IMPORT_WORDS.label : renderUse(column, index, choose)}</td>
              <td class="figure missing">${renderMissing(column)}</td>
              ${index === label ? html`<td colspan="2" class="words">${IMPORT_WORDS.predicted}</td>` : renderFigures(column, standardize)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      columns.length > shown.length
        ? html`<p class="note">${IMPORT_WORDS.moreColumns((columns.length - shown.length).toLocaleString('en-GB'))}</p>`
        : nothing
    }`;
}

function renderUse(
  { name, use }: ColumnPreview,
  index: number,
  choose: (column: number, use: ColumnUse) => void,
): TemplateResult {
  const take = ({ target }: Event): void => {
    const chosen = COLUMN_USES.find((each) => target instanceof HTMLSelectElement && each === target.value);
    if (chosen) choose(index, chosen);
  };
  return html`<select aria-label="Use ${name} as" @change=${take}>
    ${COLUMN_USES.map((each) => html`<option value=${each} .selected=${each === use}>${USE_NAMES[each]}</option>`)}
  </select>`;
}

function renderMissing({ missing, firstMissing }: ColumnPreview): TemplateResult {
  if (missing === 0 || firstMissing === null) return html`<span class="none">none</span>`;
  const row = firstMissing.toLocaleString('en-GB');
  return html`<b>${missing.toLocaleString('en-GB')}</b>
    <small>${missing === 1 ? `in row ${row}` : `from row ${row} on`}</small>`;
}

function renderFigures(column: ColumnPreview, standardize: boolean): TemplateResult {
  const { use, leaveOut, inputs, before, after } = column;
  if (use === 'leave-out') {
    return html`<td colspan="2" class="words">${leaveOut ? `left out: ${leaveOut}` : 'left out'}</td>`;
  }
  if (use === 'category') {
    const words = inputs === 1 ? 'one category, one input' : `${inputs} categories, one input each`;
    return html`<td colspan="2" class="words">${inputs === 0 ? nothing : words}</td>`;
  }
  return html`${renderFigure('mean', before, after, standardize)}${renderFigure('deviation', before, after, standardize)}`;
}

function renderFigure(
  moment: keyof MeanAndDeviation,
  before: MeanAndDeviation | null,
  after: MeanAndDeviation | null,
  standardize: boolean,
): TemplateResult {
  if (!before || !after) return html`<td class="figure"></td>`;
  const rounded = Math.round(after[moment] * DIGITS) / DIGITS;
  return html`<td class="figure" data-of=${moment === 'mean' ? 'mean' : 'dev.'}>
    ${formatNumber(before[moment])}${standardize ? html` <span class="after">→ ${formatTick(rounded)}</span>` : nothing}
  </td>`;
}
