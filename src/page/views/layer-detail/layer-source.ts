import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { layerRoles } from '../../../experiment/architecture';
import type { CompleteExperiment } from '../../../experiment/experiment';
import { controlStyles } from '../../design/control-styles';
import { theme } from '../../design/theme';
import { expectedShape } from '../data-shape';
import { layerKernels, type KernelSource } from './layer-kernels';
import { SOURCE_WORDS } from './layer-words';

/** The plain shaders that compute one layer of one lane, closed at first. */
@customElement('snn-layer-source')
export class LayerSource extends LitElement {
  static override styles = [
    theme,
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      summary {
        padding: var(--snn-space-1) 0;
        font-size: var(--snn-text-md);
        font-weight: 600;
        cursor: pointer;
      }

      summary small {
        margin-left: var(--snn-space-2);
        font-size: var(--snn-text-sm);
        font-weight: 400;
        color: var(--snn-muted);
      }

      figure {
        margin: var(--snn-space-3) 0 0;
      }

      figcaption {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--snn-space-3);
        margin-bottom: var(--snn-space-1);
        overflow-wrap: anywhere;
        font-size: var(--snn-text-sm);
        color: var(--snn-muted);
      }

      code,
      pre {
        font-family: var(--snn-mono);
      }

      pre {
        max-height: 20rem;
        margin: 0;
        padding: var(--snn-space-3);
        overflow: auto;
        border: 1px solid var(--snn-border);
        border-radius: var(--snn-radius);
        background: var(--snn-surface);
        font-size: var(--snn-text-sm);
        line-height: 1.5;
        tab-size: 2;
      }
    `,
  ];

  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  /** Both from 0. */
  @property({ type: Number }) lane = 0;
  @property({ type: Number }) layer = 0;

  /** The file that was copied last. */
  @state() private copied = '';

  protected override render(): TemplateResult {
    return html`
      <details>
        <summary>${SOURCE_WORDS.title} <small>${SOURCE_WORDS.hint}</small></summary>
        ${this.kernels.map((kernel) => this.renderKernel(kernel))}
      </details>
    `;
  }

  private renderKernel({ file, source }: KernelSource): TemplateResult {
    return html`<figure>
      <figcaption>
        <code>${file}</code>
        <button type="button" aria-label="${SOURCE_WORDS.copy} ${file}" @click=${() => void this.copy(file, source)}>
          ${this.copied === file ? SOURCE_WORDS.copied : SOURCE_WORDS.copy}
        </button>
      </figcaption>
      <pre tabindex="0" role="region" aria-label=${file}><code>${source}</code></pre>
    </figure>`;
  }

  private get kernels(): KernelSource[] {
    const { experiment, lane, layer } = this;
    const recipe = experiment?.lanes[lane];
    if (!experiment || !recipe) return [];
    // Without a known number of features the first layer counts as one of another width, as it nearly always is.
    const features = expectedShape(experiment)?.features ?? NaN;
    const role = layerRoles(recipe, features)[layer];
    return role ? layerKernels(recipe, role) : [];
  }

  private async copy(file: string, source: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(source);
      this.copied = file;
    } catch {
      // Without permission to copy, the text can still be selected by hand.
      this.copied = '';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-layer-source': LayerSource;
  }
}
