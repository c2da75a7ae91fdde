import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GpuUnavailable } from '../../engine/gpu/errors';
import { theme } from '../design/theme';

const TITLES: Readonly<Record<GpuUnavailable['reason'], string>> = {
  'no-webgpu': 'This browser has no WebGPU',
  'no-adapter': 'WebGPU found no GPU to use',
  lost: 'The GPU was lost',
};

/** Shown without a GPU: what is missing, which browsers support it, and what to try. */
@customElement('snn-unavailable')
export class UnavailablePage extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        display: block;
        max-width: 40rem;
        margin: 0 auto;
        padding: var(--snn-space-7) var(--snn-space-4);
        font-size: var(--snn-text-base);
        line-height: 1.6;
      }

      h2 {
        margin: 0 0 var(--snn-space-3);
        font-size: var(--snn-text-xl);
        line-height: 1.25;
      }

      h3 {
        margin: var(--snn-space-5) 0 var(--snn-space-1);
        font-size: var(--snn-text-base);
      }

      p {
        margin: 0;
      }

      p + p {
        margin-top: var(--snn-space-3);
      }

      ul {
        margin: 0;
        padding-left: 1.2rem;
      }

      .detail {
        color: var(--snn-muted);
      }
    `,
  ];

  @property({ attribute: false }) error!: GpuUnavailable;

  protected override render(): TemplateResult {
    return html`
      <h2>${TITLES[this.error.reason]}</h2>
      <p>
        The playground trains its networks on your graphics processor with WebGPU and cannot run without it. Nothing is
        installed and nothing leaves your machine.
      </p>
      <h3>Browsers with WebGPU</h3>
      <ul>
        <li>
          Chrome and Edge from 113 on Windows, macOS and ChromeOS, from 121 on Android; newer versions on some Linux machines
        </li>
        <li>Safari from 26 on macOS, iOS and iPadOS</li>
        <li>Firefox from 141 on Windows, from 145 on recent Macs with Apple silicon</li>
      </ul>
      <h3>What to try</h3>
      <ul>
        <li>A current version of one of these browsers, with hardware acceleration switched on in its settings</li>
        <li>A newer graphics driver</li>
        <li>On Linux, Chrome with <code>chrome://flags/#enable-unsafe-webgpu</code> enabled</li>
        <li>The page over https or from this machine: browsers offer WebGPU only to secure pages</li>
      </ul>
      <h3>Message of the browser</h3>
      <p class="detail">${this.error.message}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-unavailable': UnavailablePage;
  }
}
