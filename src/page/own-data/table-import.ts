import { html, LitElement, noChange, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MissingChoice, TableChoices } from '../../data/csv/choices';
import { DELIMITERS, type Delimiter } from '../../data/csv/delimiter';
import type { Problem, TablePreview, TableSummary } from '../../data/csv/preview';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import type { Store } from '../store/store';
import { columnsTable } from './table-columns';
import { tableColumnsStyles } from '../design/table-columns-styles';
import { tableImportStyles } from '../design/table-import-styles';
import { classList, countWords, firstRows, resultWords } from './table-parts';
import { TableReading } from './table-reading';
import { theme } from '../design/theme';

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
  ' ': 'Space',
};

const MISSING_NAMES: Readonly<Record<MissingChoice, string>> = {
  'leave-out': 'Leave those rows out',
  fill: 'Fill in: mean, or a category',
};

const BUSY_WORDS: Readonly<Record<NonNullable<TableReading['busy']>, string>> = {
  reading: 'Reading the file …',
  'handing over': 'Building the networks on these rows …',
};

/**
 * A person's own table: how it was read, for correction, and what would be trained on. Nothing changes until it is accepted; what
 * the file holds is shown as text and nothing else.
 */
@customElement('snn-table-import')
export class TableImport extends LitElement {
  static override styles = [theme, controlStyles, tableImportStyles, tableColumnsStyles];

  @property({ attribute: false }) store!: Store;
  @state() private reading: TableReading | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Whether it is open. */
  get shown(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens with a file in place of the one before; resolves when it has been read, or what is wrong with it is said. */
  async open(file: File): Promise<void> {
    if (this.reading?.busy === 'handing over') {
      // Its rows are on their way already.
      this.store.setNotice(`${file.name} was not opened, for other rows were just being handed over: open it again.`, true);
      return;
    }
    this.reading?.close();
    const reading = new TableReading(file, this.store.experiment.dataset.seed, () => this.requestUpdate());
    this.reading = reading;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await reading.correct({});
    await this.updateComplete;
  }

  /** Puts away a file that is not accepted yet. */
  close(): void {
    if (this.reading?.busy !== 'handing over') this.dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.putAway();
  }

  protected override render(): TemplateResult {
    const { reading } = this;
    return html`<dialog aria-labelledby="title" @close=${this.putAway} @cancel=${this.holdOn}>
      ${reading ? this.renderReading(reading) : nothing}
    </dialog>`;
  }

  private renderReading({ file, preview, problem, busy }: TableReading): TemplateResult {
    const table = preview?.table ?? null;
    // The button that was pressed has the focus then, which it would lose if it were disabled.
    const handingOver = busy === 'handing over';
    return html`<div class="head">
        <div>
          <h2 id="title">Train on a table of your own</h2>
          <p>
            ${file.name}${table ? ` · ${countWords(table.rows, 'row')} × ${countWords(table.columns.length, 'column')}` : ''}
          </p>
        </div>
        <button class="quiet square" aria-label="Close" ?disabled=${handingOver} @click=${this.cancel}>${CLOSE}</button>
      </div>
      <div class="body" aria-busy=${busy === 'reading' ? 'true' : 'false'} ?inert=${handingOver}>
        ${preview ? this.renderPreview(preview) : nothing}
      </div>
      <div class="foot">
        <div role="alert">${problem ? html`<p class="problem">${problem}</p>` : nothing}</div>
        <div class="actions">
          <p role="status">${busy ? BUSY_WORDS[busy] : table?.result ? resultWords(table.result) : ''}</p>
          <button ?disabled=${handingOver} @click=${this.cancel}>Cancel</button>
          <button
            class="primary"
            ?disabled=${busy === 'reading' || !table?.result}
            aria-disabled=${handingOver ? 'true' : 'false'}
            @click=${this.accept}
          >
            Train on these rows
          </button>
        </div>
      </div>`;
  }

  private renderPreview(preview: TablePreview): TemplateResult {
    const { delimiter, header, notes, table, problem } = preview;
    return html`<section class="part" aria-label="How the file is read">
        <div class="settings">
          <label>
            Delimiter
            <select @change=${this.chooseDelimiter}>
              ${DELIMITERS.map(
                (each) => html`<option value=${each} .selected=${each === delimiter}>${DELIMITER_NAMES[each]}</option>`,
              )}
            </select>
          </label>
          ${table ? this.renderTableSettings(table) : nothing}
          <label class="check">
            <input type="checkbox" .checked=${header} @change=${this.flipHeader} />
            First row holds names
          </label>
        </div>
        ${notes.map((note) => html`<p class="note">${note}</p>`)}
      </section>
      ${table?.result ? classList(table.result) : nothing} ${table ? this.renderColumns(table, problem) : nothing}
      ${firstRows(preview)}`;
  }

  private renderTableSettings({ columns, decimalComma, label, missing }: TableSummary): TemplateResult {
    const { heldOut = NaN } = this.reading?.choices ?? {};
    return html`<label>
        Decimal mark
        <select @change=${this.chooseMark}>
          <option value="point" .selected=${!decimalComma}>Point: 1.5</option>
          <option value="comma" .selected=${decimalComma}>Comma: 1,5</option>
        </select>
      </label>
      <label>
        Label column
        <select @change=${this.chooseLabel}>
          ${columns.map(({ name }, index) => html`<option value=${index} .selected=${index === label}>${name}</option>`)}
        </select>
      </label>
      <label>
        Missing values
        <select @change=${this.chooseMissing}>
          ${(['leave-out', 'fill'] as const).map(
            (each) => html`<option value=${each} .selected=${each === missing}>${MISSING_NAMES[each]}</option>`,
          )}
        </select>
      </label>
      <label>
        Held out (share, or rows)
        <input
          class="text-input"
          inputmode="decimal"
          autocomplete="off"
          .value=${Number.isNaN(heldOut) ? noChange : String(heldOut)}
          @change=${this.writeHeldOut}
        />
      </label>`;
  }

  private renderColumns(table: TableSummary, problem: Problem | null): TemplateResult {
    const { standardize } = this.store.experiment.dataset;
    const { uses = {} } = this.reading?.choices ?? {};
    return html`<section class="part" aria-labelledby="columns">
      <h3 id="columns">
        Columns
        <small>
          ${
            standardize
              ? 'mean and standard deviation over the training rows, before and after standardising'
              : 'standardising is switched off under Data: the network gets the numbers as they are'
          }
        </small>
      </h3>
      ${columnsTable(table, {
        standardize,
        shown: [...Object.keys(uses).map(Number), (problem?.column ?? 0) - 1],
        choose: (column, use) => this.correct({ uses: { ...uses, [column]: use } }),
      })}
    </section>`;
  }

  private readonly chooseDelimiter = ({ target }: Event): void => {
    const delimiter = DELIMITERS.find((each) => target instanceof HTMLSelectElement && target.value === each);
    if (delimiter) this.correct({ delimiter });
  };

  private readonly flipHeader = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.correct({ header: target.checked });
  };

  private readonly chooseMark = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.correct({ decimalComma: target.value === 'comma' });
  };

  private readonly chooseLabel = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.correct({ label: Number(target.value) });
  };

  private readonly chooseMissing = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.correct({ missing: target.value === 'fill' ? 'fill' : 'leave-out' });
  };

  private readonly writeHeldOut = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const text = target.value.trim().replace(',', '.');
    this.correct({ heldOut: text === '' ? NaN : Number(text) });
  };

  private correct(change: Partial<TableChoices>): void {
    void this.reading?.correct(change);
  }

  private readonly accept = async (): Promise<void> => {
    const { reading } = this;
    if (!reading || reading.busy) return;
    const taken = await reading.train(({ inputs, labels, features, classes, heldOut, classNames, featureNames }) =>
      this.store.setData({ inputs, labels, features, classes, heldOut, classNames, featureNames }, reading.file.name),
    );
    // Another file may have been opened meanwhile.
    if (taken && reading === this.reading) this.dialog.close();
  };

  private readonly cancel = (): void => this.dialog.close();

  /** What is being handed over can't be called back. */
  private readonly holdOn = (cancelled: Event): void => {
    if (this.reading?.busy === 'handing over') cancelled.preventDefault();
  };

  private readonly putAway = (): void => {
    // The event comes a moment after the closing, and another file may be open by then.
    if (this.isConnected && this.dialog.open) return;
    this.reading?.close();
    this.reading = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-table-import': TableImport;
  }
}
