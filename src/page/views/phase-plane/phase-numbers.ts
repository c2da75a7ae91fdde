import { html, nothing, type TemplateResult } from 'lit';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { idealTau } from '../../../experiment/realization';
import { formatNumber, formatTick } from '../../charts/format';
import { resolveConstants } from '../../../predictions/resolved-constants';
import { backwardGain, momentMapJacobian, spectralRadius } from '../../../theory/moment-map';

/** Layers that gradients are followed back through. */
const DEPTH = 32;

/** α and λ for a SELU lane's target, and what they do forward and backward: under weights with ω = 0 and the τ that goes with them. */
export function targetNumbers(recipe: CompleteRecipe): TemplateResult {
  const target = recipe.fixedPoint;
  const solved = resolveConstants(recipe);
  const parameters = solved && { ...solved, omega: 0, tau: idealTau(recipe) };
  const gain = parameters ? backwardGain(target, parameters) : NaN;
  const numbers = [
    { name: 'α', says: 'SELU’s α, for the target', value: solved?.alpha },
    { name: 'λ', says: 'SELU’s λ, for the target', value: solved?.lambda },
    {
      name: 'ρ, forward',
      says: 'Spectral radius at the target: the share of a small deviation that a layer leaves',
      value: parameters ? spectralRadius(momentMapJacobian(target, parameters)) : undefined,
    },
    {
      name: 'χ, backward',
      says: 'What a layer multiplies the squared gradient by on its way back',
      value: parameters ? gain : undefined,
    },
  ];
  return html`<dl class="numbers">
      ${numbers.map(
        ({ name, says, value }) =>
          html`<div title=${says}>
            <dt>${name}</dt>
            <dd>${value === undefined ? '–' : value.toPrecision(5)}</dd>
          </div>`,
      )}
    </dl>
    <p class="growth">
      ${
        parameters
          ? html`At the target, ${DEPTH} layers of τ = ${formatTick(parameters.tau)} multiply squared gradients by
              <b>${formatNumber(gain ** DEPTH)}</b> on the way back. What this network’s own layers do stands under Signal both
              ways.`
          : nothing
      }
    </p>`;
}
