import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CompleteExperiment, CompleteRecipe } from '../../../experiment/experiment';
import type { Finding, FixChange } from '../../../predictions/finding';
import { checkRecipe } from '../../../predictions/recipe-check';
import { controlStyles } from '../../design/control-styles';
import { laneHeadingStyles } from '../../design/lane-styles';
import { theme } from '../../design/theme';
import { RECIPE_WORDS } from './recipe-words';
import { laneSwatch } from '../../design/lane-keys';
import { viewStyles } from '../../design/view-styles';

/** The fix that a person chose, and its lane. */
export interface RecipeFix {
  lane: number;
  change: FixChange;
}

/** What works against self-normalisation in each lane's recipe. Fires 'recipe-fix' (RecipeFix) when a fix is clicked. */
@customElement('snn-recipe-check')
export class RecipeCheck extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    viewStyles,
    laneHeadingStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .lanes {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--snn-space-4);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--snn-space-2) var(--snn-space-4);
        align-items: center;
        padding: var(--snn-space-2) 0;
        border-top: 1px solid var(--snn-grid);
      }

      p {
        max-width: 60rem;
        margin: 0;
        text-wrap: pretty;
      }

      strong {
        display: block;
        font-weight: 600;
      }

      .sound,
      .note {
        color: var(--snn-muted);
      }

      .note {
        margin-top: var(--snn-space-3);
        font-size: var(--snn-text-sm);
      }

      @container (max-width: 32rem) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }

        button {
          justify-self: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  /** The findings of each lane. */
  private findings: Finding[][] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { experiment } = this;
    if (changed.has('experiment')) this.findings = experiment?.lanes.map((lane) => checkRecipe(lane, experiment)) ?? [];
  }

  protected override render(): TemplateResult {
    return html`
      <div class="lanes">${this.experiment?.lanes.map((recipe, lane) => this.renderLane(recipe, lane))}</div>
      ${this.findings.some((ofLane) => ofLane.length > 0) ? html`<p class="note">${RECIPE_WORDS.assumptions}</p>` : nothing}
    `;
  }

  private renderLane(recipe: CompleteRecipe, lane: number): TemplateResult {
    const findings = this.findings[lane] ?? [];
    return html`<section aria-labelledby="lane-${lane}">
      <h3 id="lane-${lane}" class="lane-${lane % 4}" title=${recipe.label}>${laneSwatch(lane)}<span>${recipe.label}</span></h3>
      ${
        findings.length > 0
          ? html`<ul>
              ${findings.map((finding, index) => this.renderFinding(finding, lane, `${lane}-${index}`))}
            </ul>`
          : html`<p class="sound">${noneFound(recipe)}</p>`
      }
    </section>`;
  }

  private renderFinding({ title, consequence, fix }: Finding, lane: number, id: string): TemplateResult {
    return html`<li>
      <p><strong id="title-${id}">${title}</strong> ${consequence}</p>
      <button aria-describedby="lane-${lane} title-${id}" @click=${() => this.applyFix(lane, fix.change)}>${fix.label}</button>
    </li>`;
  }

  private applyFix(lane: number, change: FixChange): void {
    this.dispatchEvent(new CustomEvent<RecipeFix>('recipe-fix', { detail: { lane, change } }));
  }
}

function noneFound({ activation }: CompleteRecipe): string {
  return activation === 'selu' ? RECIPE_WORDS.sound : RECIPE_WORDS.notSelfNormalizing;
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-recipe-check': RecipeCheck;
  }
  interface HTMLElementEventMap {
    'recipe-fix': CustomEvent<RecipeFix>;
  }
}
