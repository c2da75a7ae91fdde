import { html, LitElement, noChange, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TableChoices } from '../../data/csv/choices';
import { DELIMITERS } from '../../data/csv/delimiter';
import type { Problem, TablePreview, TableSummary } from '../../data/csv/preview';
import { controlStyles } from '../design/control-styles';
import { CLOSE } from '../design/icons';
import { DELIMITER_NAMES, IMPORT_WORDS, MISSING_NAMES } from './import-words';
import type { Store } from '../store/store';
import { columnsTable } from './table-columns';
import { tableColumnsStyles } from '../design/table-columns-styles';
import { tableImportStyles } from '../design/table-import-styles';
import { classList, countWords, firstRows, resultWords } from './table-parts';
import { OpenedTable } from './opened-table';
import { theme } from '../design/theme';

const BUSY_WORDS: Readonly<Record<NonNullable<OpenedTable['busy']>, string>> = {
  reading: IMPORT_WORDS.reading,
  importing: IMPORT_WORDS.importing,
};

/**
 * The dialog for a person's own table: how the file is read, which can be corrected, and the resulting data. The experiment does
 * not change until the table is accepted. The file's contents are only ever shown as text.
 */
@customElement('snn-table-import')
export class TableImport extends LitElement {
  static override styles = [theme, controlStyles, tableImportStyles, tableColumnsStyles];

  @property({ attribute: false }) store!: Store;
  @state() private opened: OpenedTable | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Whether the dialog is open. */
  get shown(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens a file in place of the previous one. Resolves when it has been read or its error is shown. */
  async open(file: File): Promise<void> {
    if (this.opened?.busy === 'importing') {
      this.store.setNotice(IMPORT_WORDS.busy(file.name), true);
      return;
    }
    this.opened?.close();
    const opened = new OpenedTable(file, this.store.experiment.dataset.seed, () => this.requestUpdate());
    this.opened = opened;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await opened.correct({});
    await this.updateComplete;
  }

  /** Closes a file that is not accepted yet. */
  close(): void {
    if (this.opened?.busy !== 'importing') this.dialog.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.discard();
  }

  protected override render(): TemplateResult {
    const { opened } = this;
    return html`<dialog aria-labelledby="title" @close=${this.discard} @cancel=${this.preventCancel}>
      ${opened ? this.renderOpened(opened) : nothing}
    </dialog>`;
  }

  private renderOpened({ file, preview, problem, busy }: OpenedTable): TemplateResult {
    const table = preview?.table ?? null;
    // The pressed button keeps the focus, which it would lose if it were disabled.
    const importing = busy === 'importing';
    return html`<div class="head">
        <div>
          <h2 id="title">${IMPORT_WORDS.title}</h2>
          <p>
            ${file.name}${table ? ` · ${countWords(table.rows, 'row')} × ${countWords(table.columns.length, 'column')}` : ''}
          </p>
        </div>
        <button class="quiet square" aria-label="Close" ?disabled=${importing} @click=${this.cancel}>${CLOSE}</button>
      </div>
      <div class="body" aria-busy=${busy === 'reading' ? 'true' : 'false'} ?inert=${importing}>
        ${preview ? this.renderPreview(preview) : nothing}
      </div>
      <div class="foot">
        <div role="alert">${problem ? html`<p class="problem">${problem}</p>` : nothing}</div>
        <div class="actions">
          <p role="status">${busy ? BUSY_WORDS[busy] : table?.result ? resultWords(table.result) : ''}</p>
          <button ?disabled=${importing} @click=${this.cancel}>${IMPORT_WORDS.cancel}</button>
          <button
            class="primary"
            ?disabled=${busy === 'reading' || !table?.result}
            aria-disabled=${importing ? 'true' : 'false'}
            @click=${this.accept}
          >
            ${IMPORT_WORDS.train}
          </button>
        </div>
      </div>`;
  }

  private renderPreview(preview: TablePreview): TemplateResult {
    const { delimiter, header, notes, table, problem } = preview;
    return html`<section class="part" aria-label=${IMPORT_WORDS.settings}>
        <div class="settings">
          <label>
            ${IMPORT_WORDS.delimiter}
            <select @change=${this.chooseDelimiter}>
              ${DELIMITERS.map(
                (each) => html`<option value=${each} .selected=${each === delimiter}>${DELIMITER_NAMES[each]}</option>`,
              )}
            </select>
          </label>
          ${table ? this.renderTableSettings(table) : nothing}
          <label class="check">
            <input type="checkbox" .checked=${header} @change=${this.flipHeader} />
            ${IMPORT_WORDS.header}
          </label>
        </div>
        ${notes.map((note) => html`<p class="note">${note}</p>`)}
      </section>
      ${table?.result ? classList(table.result) : nothing} ${table ? this.renderColumns(table, problem) : nothing}
      ${firstRows(preview)}`;
  }

  private renderTableSettings({ columns, decimalComma, label, missing }: TableSummary): TemplateResult {
    const { heldOut = NaN } = this.opened?.choices ?? {};
    return html`<label>
        ${IMPORT_WORDS.decimalMark}
        <select @change=${this.chooseMark}>
          <option value="point" .selected=${!decimalComma}>${IMPORT_WORDS.decimalPoint}</option>
          <option value="comma" .selected=${decimalComma}>${IMPORT_WORDS.decimalComma}</option>
        </select>
      </label>
      <label>
        ${IMPORT_WORDS.labelColumn}
        <select @change=${this.chooseLabel}>
          ${columns.map(({ name }, index) => html`<option value=${index} .selected=${index === label}>${name}</option>`)}
        </select>
      </label>
      <label>
        ${IMPORT_WORDS.missingValues}
        <select @change=${this.chooseMissing}>
          ${(['leave-out', 'fill'] as const).map(
            (each) => html`<option value=${each} .selected=${each === missing}>${MISSING_NAMES[each]}</option>`,
          )}
        </select>
      </label>
      <label>
        ${IMPORT_WORDS.heldOut}
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
    const { uses = {} } = this.opened?.choices ?? {};
    return html`<section class="part" aria-labelledby="columns">
      <h3 id="columns">
        ${IMPORT_WORDS.columns}
        <small> ${standardize ? IMPORT_WORDS.standardized : IMPORT_WORDS.notStandardized} </small>
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
    void this.opened?.correct(change);
  }

  private readonly accept = async (): Promise<void> => {
    const { opened } = this;
    if (!opened || opened.busy) return;
    const taken = await opened.train(({ inputs, labels, features, classes, heldOut, classNames, featureNames }) =>
      this.store.setData({ inputs, labels, features, classes, heldOut, classNames, featureNames }, opened.file.name),
    );
    // Another file can have been opened in the meantime.
    if (taken && opened === this.opened) this.dialog.close();
  };

  private readonly cancel = (): void => this.dialog.close();

  /** An import in progress cannot be cancelled. */
  private readonly preventCancel = (cancelled: Event): void => {
    if (this.opened?.busy === 'importing') cancelled.preventDefault();
  };

  private readonly discard = (): void => {
    // The event fires after the dialog has closed, when another file can already be open.
    if (this.isConnected && this.dialog.open) return;
    this.opened?.close();
    this.opened = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-table-import': TableImport;
  }
}
