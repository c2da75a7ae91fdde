import { html, nothing, type TemplateResult } from 'lit';
import type { LayerStatistics } from '../../../experiment/snapshot';
import { formatNumber, formatShare } from '../../charts/format';
import { LAYER_WORDS } from './layer-words';
import { measuredGain } from '../gradient-by-depth';

/** Renders all numbers of one layer as a description list, which screen readers read too, so there is no hidden table. */
export function layerNumbers(layers: readonly LayerStatistics[], layer: number): TemplateResult {
  const statistics: LayerStatistics | undefined = layers[layer];
  const words = LAYER_WORDS.numbers;
  const number = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
  const share = (value: number | undefined) => (value === undefined ? '–' : formatShare(value));
  const spread = (mean: number | undefined, sd: number | undefined) =>
    mean === undefined || sd === undefined ? '–' : html`${formatNumber(mean)} <span class="sd">± ${formatNumber(sd)}</span>`;
  const chi = statistics && layer > 0 ? formatNumber(measuredGain(layers, layer)) : '–';
  return html`<dl>
    <dt>${words.mean}</dt>
    <dd>${number(statistics?.mean)}</dd>
    <dt>${words.variance}</dt>
    <dd>${number(statistics?.variance)}</dd>
    <dt>${words.preActivationMean}</dt>
    <dd>${number(statistics?.preActivation.mean)}</dd>
    <dt>${words.preActivationVariance}</dt>
    <dd>${number(statistics?.preActivation.variance)}</dd>
    <dt>${words.range}</dt>
    <dd>${statistics ? html`${formatNumber(statistics.minimum)} … ${formatNumber(statistics.maximum)}` : '–'}</dd>
    <dt>${words.saturated}</dt>
    <dd>${share(statistics?.saturated)}</dd>
    <dt>${words.dead}</dt>
    <dd>${share(statistics?.dead)}</dd>
    <dt>${words.omega}</dt>
    <dd>${spread(statistics?.weights.omegaMean, statistics?.weights.omegaStd)}</dd>
    <dt>${words.tau}</dt>
    <dd>${spread(statistics?.weights.tauMean, statistics?.weights.tauStd)}</dd>
    <dt>${words.gradientVariance}</dt>
    <dd>${number(statistics?.gradient.variance)}</dd>
    <dt>${words.chi}</dt>
    <dd>
      ${chi}
      ${statistics && Number.isFinite(statistics.predicted.backwardGain) ? html`<span class="sd">${words.predicted(number(statistics.predicted.backwardGain))}</span>` : nothing}
    </dd>
    ${
      statistics && statistics.nonFinite > 0
        ? html`<dt>${words.nonFinite}</dt>
            <dd>${share(statistics.nonFinite)}</dd>`
        : nothing
    }
  </dl>`;
}
