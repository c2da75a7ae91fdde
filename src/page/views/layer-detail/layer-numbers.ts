import { html, nothing, type TemplateResult } from 'lit';
import type { LayerStatistics } from '../../../experiment/snapshot';
import { formatNumber, formatShare } from '../../charts/format';
import { measuredGain } from '../gradient-by-depth';

/** All numbers of one of a lane's layers. They are a list of terms, which serves everyone; there is no hidden table besides. */
export function layerNumbers(layers: readonly LayerStatistics[], layer: number): TemplateResult {
  const of: LayerStatistics | undefined = layers[layer];
  const number = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
  const share = (value: number | undefined) => (value === undefined ? '–' : formatShare(value));
  const spread = (mean: number | undefined, sd: number | undefined) =>
    mean === undefined || sd === undefined ? '–' : html`${formatNumber(mean)} <span class="sd">± ${formatNumber(sd)}</span>`;
  const chi = of && layer > 0 ? formatNumber(measuredGain(layers, layer)) : '–';
  return html`<dl>
    <dt>mean</dt>
    <dd>${number(of?.mean)}</dd>
    <dt>variance</dt>
    <dd>${number(of?.variance)}</dd>
    <dt>pre-activation mean</dt>
    <dd>${number(of?.preActivation.mean)}</dd>
    <dt>pre-activation variance</dt>
    <dd>${number(of?.preActivation.variance)}</dd>
    <dt>range</dt>
    <dd>${of ? html`${formatNumber(of.minimum)} … ${formatNumber(of.maximum)}` : '–'}</dd>
    <dt>saturated</dt>
    <dd>${share(of?.saturated)}</dd>
    <dt>dead</dt>
    <dd>${share(of?.dead)}</dd>
    <dt>ω, sum of a unit’s weights</dt>
    <dd>${spread(of?.weights.omegaMean, of?.weights.omegaStd)}</dd>
    <dt>τ, sum of their squares</dt>
    <dd>${spread(of?.weights.tauMean, of?.weights.tauStd)}</dd>
    <dt>gradient variance</dt>
    <dd>${number(of?.gradient.variance)}</dd>
    <dt>χ, gain of squared gradients</dt>
    <dd>
      ${chi}
      ${of && Number.isFinite(of.predicted.backwardGain) ? html`<span class="sd">theory ${number(of.predicted.backwardGain)}</span>` : nothing}
    </dd>
    ${
      of && of.nonFinite > 0
        ? html`<dt>not finite</dt>
            <dd>${share(of.nonFinite)}</dd>`
        : nothing
    }
  </dl>`;
}
