import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { idealTau } from '../../../experiment/realization';
import type { LaneSnapshot, LayerStatistics } from '../../../experiment/snapshot';
import { relativeHistogram } from '../../charts/density';
import { formatNumber, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../design/palette';
import { distribution, TALLEST_BAR } from '../../charts/plugins/distribution';
import type { LineChart, LineConfiguration } from '../../charts/register';
import type { RunHistory } from '../../store/run-history';
import { theme } from '../../design/theme';
import { lineSwatch } from '../../design/lane-keys';
import { targetOf } from '../lane-health';
import { layerNumbers } from './layer-numbers';
import { layerSentence, LAYER_WORDS } from './layer-words';
import './layer-source';
import { TRENDS } from './layer-trends';
import { canvasOf } from '../live-view';
import { SnapshotView } from '../snapshot-view';
import { WAITING } from '../words';
import { Sparkline } from './sparkline';
import { viewStyles } from '../../design/view-styles';
import { weightsVerdict } from './weights-verdict';

/**
 * One layer of one lane in detail: its histogram, all its numbers, and its mean, variance, gradient and weight sums over the
 * steps.
 */
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

      snn-layer-source {
        grid-column: 1 / -1;
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

      .verdict {
        align-self: center;
        margin: 0;
        font-size: var(--snn-text-sm);
      }

      @container (max-width: 34rem) {
        .layout {
          grid-template-columns: minmax(0, 1fr);
        }

        .trends {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: var(--snn-space-3);
        }
      }

      :host {
        container-type: inline-size;
      }
    `,
  ];

  @property({ attribute: false }) history: RunHistory | null = null;
  /** The lane and the layer, both from 0. */
  @property({ type: Number }) lane = 0;
  @property({ type: Number }) layer = 0;

  private readonly trends = TRENDS.map(
    (trend) =>
      new Sparkline(() => ({
        ...trend,
        points: this.history?.points ?? [],
        lane: this.lane,
        layer: this.layer,
        target: trend.target({ ...this.target, tau: this.idealTau }),
        guide: this.underTheorem ? trend.guide : null,
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
    const { statistics, verdict } = this;
    return html`
      <p class="heading">Layer ${this.layer + 1} <span class="lane-${this.lane % 4}">${this.label}</span></p>
      <div class="layout">
        <figure>
          <div class="plot distribution">
            <canvas role="img" aria-label=${layerSentence(this.layer, this.label, statistics)}></canvas>
          </div>
          ${statistics ? nothing : html`<p class="empty">${WAITING}</p>`}
          <ul class="keys" aria-hidden="true">
            <li>${lineSwatch({ opacity: 0.75 })}${LAYER_WORDS.curve}</li>
          </ul>
        </figure>
        ${layerNumbers(this.laneSnapshot?.layers ?? [], this.layer)}
        <p class="heading over">${LAYER_WORDS.trends} <small>${LAYER_WORDS.trendsHint(this.underTheorem)}</small></p>
        <div class="trends">
          ${TRENDS.map(({ label, now }, index) => {
            const value = formatNumber(statistics ? now(statistics) : NaN);
            return html`<figure>
              <p class="heading"><small>${label}</small></p>
              <div class="plot trend trend-${index}">
                <canvas role="img" aria-label=${LAYER_WORDS.trendLabel(label, value)}></canvas>
              </div>
            </figure>`;
          })}
          ${verdict ? html`<p class="verdict">${verdict}</p>` : nothing}
        </div>
        <snn-layer-source .experiment=${this.experiment} .lane=${this.lane} .layer=${this.layer}></snn-layer-source>
      </div>
    `;
  }

  private get laneSnapshot(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  private get statistics(): LayerStatistics | undefined {
    return this.laneSnapshot?.layers[this.layer];
  }

  private get label(): string {
    return this.laneSnapshot?.label ?? this.experiment?.lanes[this.lane]?.label ?? '';
  }

  private get idealTau(): number {
    const recipe = this.experiment?.lanes[this.lane];
    return recipe ? idealTau(recipe) : 1;
  }

  private get target() {
    return targetOf(this.experiment?.lanes[this.lane]);
  }

  /** Theorem 1 of Klambauer et al. 2017 applies to SELU with the standard α and λ. */
  private get underTheorem(): boolean {
    const { mean, variance } = this.target;
    return this.experiment?.lanes[this.lane]?.activation === 'selu' && mean === 0 && variance === 1;
  }

  private get verdict(): string {
    const recipe = this.experiment?.lanes[this.lane];
    return recipe && this.laneSnapshot && this.statistics ? weightsVerdict(recipe, this.laneSnapshot, this.statistics) : '';
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
    const halfWidth = 5 * Math.sqrt(variance);
    const { low, high } = this.statistics?.histogram ?? { low: mean - halfWidth, high: mean + halfWidth };
    const { x } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: low, max: high });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-layer-detail': LayerDetail;
  }
}
