import { html, nothing, type TemplateResult } from 'lit';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { idealTau } from '../../../experiment/realization';
import { formatNumber, formatTick } from '../../charts/format';
import { PHASE_WORDS } from './phase-words';
import { resolveConstants } from '../../../predictions/resolved-constants';
import { backwardGain, momentMapJacobian, spectralRadius } from '../../../theory/moment-map';

/** Depth of the example of gradient growth. */
const DEPTH = 32;

/** Renders α and λ for a SELU lane's target, with ρ and χ for weights with ω = 0 and the ideal τ. */
export function targetNumbers(recipe: CompleteRecipe): TemplateResult {
  const target = recipe.fixedPoint;
  const solved = resolveConstants(recipe);
  const parameters = solved && { ...solved, omega: 0, tau: idealTau(recipe) };
  const gain = parameters ? backwardGain(target, parameters) : NaN;
  const numbers = [
    { name: 'α', hint: PHASE_WORDS.numbers.alpha, value: solved?.alpha },
    { name: 'λ', hint: PHASE_WORDS.numbers.lambda, value: solved?.lambda },
    {
      name: 'ρ, forward',
      hint: PHASE_WORDS.numbers.rho,
      value: parameters ? spectralRadius(momentMapJacobian(target, parameters)) : undefined,
    },
    {
      name: 'χ, backward',
      hint: PHASE_WORDS.numbers.chi,
      value: parameters ? gain : undefined,
    },
  ];
  return html`<dl class="numbers">
      ${numbers.map(
        ({ name, hint, value }) =>
          html`<div title=${hint}>
            <dt>${name}</dt>
            <dd>${value === undefined ? '–' : value.toPrecision(5)}</dd>
          </div>`,
      )}
    </dl>
    <p class="growth">
      ${
        parameters
          ? html`${PHASE_WORDS.growth(DEPTH, formatTick(parameters.tau))} <b>${formatNumber(gain ** DEPTH)}</b>.
              ${PHASE_WORDS.growthElsewhere}`
          : nothing
      }
    </p>`;
}
