import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LaneSnapshot, LayerStatistics } from '../../experiment/snapshot';
import { relativeHistogram } from '../../charts/density';
import { formatNumber, formatShare, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../charts/palette';
import { distribution, TALLEST_BAR } from '../../charts/plugins/distribution';
import type { LineChart, LineConfiguration } from '../../charts/register';
import type { LayerQuantity, RunHistory } from '../run-history';
import { theme } from '../theme';
import { lineSwatch } from './keys';
import { targetOf } from './lane-fate';
import { canvasOf } from './live-view';
import { SnapshotView } from './snapshot-view';
import { Sparkline } from './sparkline';
import { viewStyles } from './view-styles';

const TRENDS = [
  { quantity: 'mean', label: 'mean' },
  { quantity: 'variance', label: 'variance' },
  { quantity: 'tau', label: 'τ' },
] as const satisfies readonly { quantity: LayerQuantity; label: string }[];

/** One layer of one lane, close up: its histogram, all its numbers, and how its mean, variance and τ went over the steps. */
@customElement('snn-layer-detail')
export class LayerDetail extends SnapshotView {
  static override styles = [
    theme,
    viewStyles,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--snn-space-4) var(--snn-space-5);
      }

      .distribution {
        height: 200px;
      }

      .trends {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--snn-space-5);
      }

      .over {
        grid-column: 1 / -1;
        margin-bottom: calc(-1 * var(--snn-space-3));
      }

      .trend {
        height: 84px;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        align-content: start;
        gap: 3px var(--snn-space-4);
        margin: 0;
        font-size: var(--snn-text-sm);
      }

      dt {
        color: var(--snn-muted);
      }

      dd {
        margin: 0;
        text-align: right;
        white-space: nowrap;
      }

      .sd {
        color: var(--snn-muted);
      }

      .keys {
        margin-top: var(--snn-space-1);
      }

      @container (max-width: 34rem) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }

        .trends {
          gap: var(--snn-space-3);
        }
      }

      :host {
        container-type: inline-size;
      }
    `,
  ];

  @property({ attribute: false }) history: RunHistory | null = null;
  /** Both from 0. */
  @property({ type: Number }) lane = 0;
  @property({ type: Number }) layer = 0;

  private readonly trends = TRENDS.map(
    ({ quantity }) =>
      new Sparkline(() => ({
        points: this.history?.points ?? [],
        lane: this.lane,
        layer: this.layer,
        quantity,
        target: quantity === 'tau' ? 1 : this.target[quantity],
        log: quantity === 'variance',
      })),
  );

  constructor() {
    super();
    this.addPlot({
      canvas: () => canvasOf(this, '.distribution canvas'),
      configure: (palette) => this.configure(palette),
      update: (chart) => this.updateChart(chart),
    });
    for (const [index, trend] of this.trends.entries())
      this.addPlot(trend.plot(() => canvasOf(this, `.trend-${index} canvas`)));
  }

  protected override render(): TemplateResult {
    const { statistics } = this;
    return html`
      <p class="heading">Layer ${this.layer + 1} <span class="lane-${this.lane % 4}">${this.label}</span></p>
      <div class="layout">
        <figure>
          <div class="plot distribution"><canvas role="img" aria-label=${this.sentence}></canvas></div>
          ${statistics ? nothing : html`<p class="empty">Waiting for the first step</p>`}
          <ul class="keys" aria-hidden="true">
            <li>${lineSwatch({ opacity: 0.75 })}normal curve of the target</li>
          </ul>
        </figure>
        ${this.renderNumbers(statistics)}
        <p class="heading over">Over the run <small>by step</small></p>
        <div class="trends">
          ${TRENDS.map(({ label, quantity }, index) => {
            const now = statistics ? this.reading(statistics, quantity) : NaN;
            return html`<figure>
              <p class="heading"><small>${label}</small></p>
              <div class="plot trend trend-${index}">
                <canvas role="img" aria-label="${label} over steps, now ${formatNumber(now)}"></canvas>
              </div>
            </figure>`;
          })}
        </div>
      </div>
    `;
  }

  /** The numbers are a list of terms, which serves everyone; there is no hidden table besides. */
  private renderNumbers(statistics: LayerStatistics | undefined): TemplateResult {
    const number = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
    const share = (value: number | undefined) => (value === undefined ? '–' : formatShare(value));
    const spread = (mean: number | undefined, sd: number | undefined) =>
      mean === undefined || sd === undefined ? '–' : html`${formatNumber(mean)} <span class="sd">± ${formatNumber(sd)}</span>`;
    const of = statistics;
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
      ${
        of && of.nonFinite > 0
          ? html`<dt>not finite</dt>
              <dd>${share(of.nonFinite)}</dd>`
          : nothing
      }
    </dl>`;
  }

  private get of(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  private get statistics(): LayerStatistics | undefined {
    return this.of?.layers[this.layer];
  }

  private get label(): string {
    return this.of?.label ?? this.experiment?.lanes[this.lane]?.label ?? '';
  }

  private get target() {
    return targetOf(this.experiment?.lanes[this.lane]);
  }

  private reading({ mean, variance, weights }: LayerStatistics, quantity: (typeof TRENDS)[number]['quantity']): number {
    return { mean, variance, tau: weights.tauMean }[quantity];
  }

  private configure(palette: Palette): LineConfiguration {
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 4, right: 8, left: 8 } },
        scales: {
          x: horizontalAxis(palette, {
            ticks: (min, max) => [-4, -2, 0, 2, 4].map((sd) => (min + max) / 2 + (sd * (max - min)) / 10),
            format: formatTick,
          }),
          y: { ...verticalAxis(palette, { bare: true, ticks: () => [], width: 0 }), min: 0, max: TALLEST_BAR },
        },
      },
      plugins: [
        distribution(() => {
          const { statistics, target } = this;
          return {
            histogram: statistics ? relativeHistogram(statistics.histogram, target) : null,
            target,
            color: laneColor(palette, this.lane),
            ink: palette.ink,
            panel: palette.panel,
            font: palette.font,
          };
        }),
      ],
    };
  }

  private updateChart(chart: LineChart): void {
    const { mean, variance } = this.target;
    const reach = 5 * Math.sqrt(variance);
    const { low, high } = this.statistics?.histogram ?? { low: mean - reach, high: mean + reach };
    const { x } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: low, max: high });
  }

  private get sentence(): string {
    const { statistics } = this;
    if (!statistics) return `Histogram of the activations of layer ${this.layer + 1}: waiting for the first step`;
    const { mean, variance } = statistics;
    return `Histogram of the activations of layer ${this.layer + 1} of ${this.label}: mean ${formatNumber(mean)}, variance ${formatNumber(variance)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-layer-detail': LayerDetail;
  }
}
