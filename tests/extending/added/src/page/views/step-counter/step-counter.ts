import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Snapshot } from '../../../experiment/snapshot';

/** How many steps the run has taken. */
@customElement('snn-step-counter')
export class StepCounter extends LitElement {
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  protected override render(): TemplateResult {
    return html`<p>Step ${this.snapshot?.step ?? 0}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-step-counter': StepCounter;
  }
}
