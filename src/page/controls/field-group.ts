import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { completeExperiment } from '../../experiment/defaults';
import type { Field } from '../../experiment/field';
import { fieldOf } from '../../experiment/fields';
import { valueAt } from '../../experiment/paths';
import { completeRecipe } from '../../experiment/recipe';
import { CONTROLS_WORDS } from './controls-words';
import './field-control';
import type { FieldEdit } from './field-edit';
import type { Store } from '../store/store';
import { StoreController } from '../store/store-controller';
import { theme } from '../design/theme';

// Constants, so that Lit does not render unchanged controls again.
const OWN_DATA: readonly string[] = ['custom'];
const NONE: readonly string[] = [];

/**
 * Controls for some fields of the experiment; the less common ones are in a collapsed section. Its summary names the values that
 * differ from the default, and the slot is at its end. Fields without effect in the current experiment are not shown.
 */
@customElement('snn-field-group')
export class FieldGroup extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
      }

      summary {
        display: flex;
        align-items: baseline;
        gap: 0.35rem;
        min-height: 1.75rem;
        padding: 0.3rem 0 0.2rem;
        color: var(--snn-muted);
        cursor: pointer;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary::before {
        content: '';
        flex: none;
        width: 0.4rem;
        height: 0.4rem;
        border: solid currentColor;
        border-width: 0 1.5px 1.5px 0;
        transform: translateY(-0.05rem) rotate(-45deg);
      }

      details[open] summary::before {
        transform: translateY(-0.15rem) rotate(45deg);
      }

      summary:hover {
        color: var(--snn-ink);
      }

      .set {
        min-width: 0;
        overflow: hidden;
        color: var(--snn-ink);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) store!: Store;
  /** The lane of fields 'lane.…'; undefined for the fields that all lanes share. */
  @property({ attribute: false }) lane?: number;
  /** Paths as in fields.ts. */
  @property({ attribute: false }) paths: readonly string[] = [];
  /** Paths in the collapsed section. */
  @property({ attribute: false }) more: readonly string[] = [];

  constructor() {
    super();
    this.addController(new StoreController(this, 'experiment'));
  }

  protected override render(): TemplateResult {
    const folded = this.used(this.more);
    return html`
      ${this.renderFields(this.used(this.paths))}
      ${
        folded.length
          ? html`<details>
              <summary>${CONTROLS_WORDS.more}${this.renderChanged(folded)}</summary>
              ${this.renderFields(folded)}
              <slot></slot>
            </details>`
          : nothing
      }
    `;
  }

  protected override updated(): void {
    const wrong = this.used(this.more).some(({ path }) => this.store.editor.messageAt(this.own(path)));
    const details = this.renderRoot.querySelector('details');
    // The section opens if one of its fields has an error, and only the person closes it.
    if (wrong && details) details.open = true;
  }

  private renderFields(fields: readonly Field[]): unknown {
    return repeat(
      fields,
      ({ path }) => path,
      (field) => {
        const path = this.own(field.path);
        return html`<snn-field-control
          .field=${field}
          .value=${this.current(field.path)}
          .unavailable=${this.unavailable(field)}
          .message=${this.store.editor.messageAt(path) ?? ''}
          .takenBack=${this.store.editor.refusals}
          @field-edit=${(edited: CustomEvent<FieldEdit>) => this.take(path, edited.detail)}
        ></snn-field-control>`;
      },
    );
  }

  private renderChanged(fields: readonly Field[]): TemplateResult | typeof nothing {
    const changed = fields.filter(({ path }) => this.current(path) !== this.defaultOf(path));
    const words = changed.map((field) => `${field.label} ${showValue(field, this.current(field.path))}`).join(', ');
    return words ? html`<span class="set" title=${words}>${words}</span>` : nothing;
  }

  /** A person's own rows come from a file or a script and cannot be selected before. */
  private unavailable({ path }: Field): readonly string[] {
    return path === 'dataset.name' && !this.store.client?.hasOwnData ? OWN_DATA : NONE;
  }

  private take(path: string, edit: FieldEdit): void {
    if (edit.kind === 'value') this.store.editor.edit(path, edit.value);
    else this.store.editor.dismiss(path);
  }

  private used(paths: readonly string[]): readonly Field[] {
    return paths.map(fieldOf).filter(({ usedWhen }) => {
      const value = usedWhen && this.current(usedWhen.path);
      return !usedWhen || usedWhen.values.some((each) => each === value);
    });
  }

  /** Returns the path within the experiment for a path of fields.ts. */
  private own(path: string): string {
    return path.replace(/^lane\./, `lanes.${this.lane}.`);
  }

  private current(path: string): unknown {
    return valueAt(this.store.editor.draft, this.own(path));
  }

  private defaultOf(path: string): unknown {
    const { dataset, lanes } = this.store.editor.draft;
    const activation = lanes[this.lane ?? 0]?.activation;
    const start = completeExperiment({ dataset: { name: dataset.name }, lanes: [completeRecipe({ activation })] });
    return valueAt({ ...start, lane: start.lanes[0] }, path);
  }
}

function showValue(field: Field, value: unknown): string {
  if (field.kind === 'choice') return field.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (field.kind === 'switch') return value === true ? 'on' : 'off';
  return String(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-field-group': FieldGroup;
  }
}
