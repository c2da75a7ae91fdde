import { html, nothing, type TemplateResult } from 'lit';
import { lineSwatch } from '../../design/lane-keys';

/** Which of its marks a phase plane shows. */
export interface PhaseMarks {
  box: boolean;
  target: boolean;
  rest: boolean;
  shade: boolean;
  curve: boolean;
}

/** What the marks mean. */
export function phaseKeys(lane: number, { box, target, rest, shade, curve }: PhaseMarks): TemplateResult {
  return html`<ul class="keys" aria-hidden="true">
    <li>
      <span class="dots lane-${lane % 4}"><i></i><i></i><i></i></span>layers, first to last
    </li>
    ${
      target
        ? html`<li>
            <svg width="14" height="14"><circle class="target" cx="7" cy="7" r="5" /></svg>target: drag it
          </li>`
        : nothing
    }
    ${
      rest
        ? html`<li>
            <svg width="14" height="14"><path class="rest" d="M7 1v12M1 7h12M13 7A6 6 0 1 1 1 7a6 6 0 1 1 12 0" /></svg>fixed
            point
          </li>`
        : nothing
    }
    ${shade ? html`<li><span class="shade"></span>the flow settles</li>` : nothing}
    ${curve ? html`<li>${lineSwatch({ width: 1.5 })}fixed points</li>` : nothing}
    ${box ? html`<li>${lineSwatch({ dash: '4 3' })}Theorem 1</li>` : nothing}
    ${target ? html`<li><span class="hatch"></span>no α and λ make a fixed point</li>` : nothing}
  </ul>`;
}
