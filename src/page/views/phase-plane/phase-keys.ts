import { html, nothing, type TemplateResult } from 'lit';
import { lineSwatch } from '../../design/lane-keys';
import { PHASE_WORDS } from './phase-words';

/** The marks that a phase plane shows. */
export interface PhaseMarks {
  box: boolean;
  target: boolean;
  fixedPoint: boolean;
  shade: boolean;
  curve: boolean;
}

/** Renders the legend of the marks. */
export function phaseKeys(lane: number, { box, target, fixedPoint, shade, curve }: PhaseMarks): TemplateResult {
  return html`<ul class="keys" aria-hidden="true">
    <li>
      <span class="dots lane-${lane % 4}"><i></i><i></i><i></i></span>${PHASE_WORDS.keys.layers}
    </li>
    ${
      target
        ? html`<li>
            <svg width="14" height="14"><circle class="target" cx="7" cy="7" r="5" /></svg>${PHASE_WORDS.keys.target}
          </li>`
        : nothing
    }
    ${
      fixedPoint
        ? html`<li>
            <svg width="14" height="14"><path class="rest" d="M7 1v12M1 7h12M13 7A6 6 0 1 1 1 7a6 6 0 1 1 12 0" /></svg
            >${PHASE_WORDS.keys.fixedPoint}
          </li>`
        : nothing
    }
    ${shade ? html`<li><span class="shade"></span>${PHASE_WORDS.keys.basin}</li>` : nothing}
    ${curve ? html`<li>${lineSwatch({ width: 1.5 })}${PHASE_WORDS.keys.fixedPoints}</li>` : nothing}
    ${box ? html`<li>${lineSwatch({ dash: '4 3' })}${PHASE_WORDS.keys.theorem}</li>` : nothing}
    ${target ? html`<li><span class="hatch"></span>${PHASE_WORDS.keys.impossible}</li>` : nothing}
  </ul>`;
}
