import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActivationParameters } from '../../../activations/catalogue';
import { withAlpha } from '../../design/color';
import { formatNumber, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, line, verticalAxis } from '../../charts/options';
import type { Palette } from '../../design/palette';
import type { LineChart, LineConfiguration, LinePlugin, XY } from '../../charts/register';
import { theme } from '../../design/theme';
import { canvasOf, LiveView } from '../live-view';
import { viewStyles } from '../../design/view-styles';

/** The functions that are drawn; a record of the catalogue has them. */
export interface ActivationFunctions {
  label: string;
  value(x: number, parameters: ActivationParameters): number;
  slope(x: number, y: number, parameters: ActivationParameters): number;
}

const X_LIMIT = 4;
const SAMPLES = 161;
/** Range of the vertical axis for most activations. */
const LOWEST = -2.2;
const HIGHEST = 4.3;
const MARGIN = 0.3;

/** A small plot of an activation f and, dashed, its slope f′. */
@customElement('snn-activation-curve')
export class ActivationCurve extends LiveView {
  static override styles = [
    theme,
    viewStyles,
    css`
      .plot {
        height: 132px;
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationFunctions | null = null;
  @property({ type: Number }) alpha = 1;
  @property({ type: Number }) lambda = 1;
  @property({ type: Number }) unitScale = 1;

  constructor() {
    super();
    this.addPlot({
      canvas: () => canvasOf(this, 'canvas'),
      configure: (palette) => this.configure(palette),
      update: (chart, palette) => this.updateChart(chart, palette),
    });
  }

  protected override render(): TemplateResult {
    return html`<figure>
      <div class="plot"><canvas role="img" aria-label=${this.sentence}></canvas></div>
    </figure>`;
  }

  private at(x: number): { value: number; slope: number } {
    if (!this.activation) return { value: NaN, slope: NaN };
    const value = this.activation.value(x, this);
    return { value, slope: this.activation.slope(x, value, this) };
  }

  private configure(palette: Palette): LineConfiguration {
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 6, right: 24, bottom: 0 } },
        clip: 0,
        scales: {
          x: {
            ...horizontalAxis(palette, { ticks: () => [-4, -2, 0, 2, 4], format: formatTick }),
            min: -X_LIMIT,
            max: X_LIMIT,
          },
          y: {
            ...verticalAxis(palette, {
              ticks: (min) => [-4, -2, 0, 2, 4].filter((tick) => tick >= min),
              format: formatTick,
              width: 28,
            }),
            min: LOWEST,
            max: HIGHEST,
          },
        },
      },
      plugins: [origin(palette), this.names(palette)],
    };
  }

  private updateChart(chart: LineChart, palette: Palette): void {
    const xs = Array.from({ length: SAMPLES }, (_, i) => -X_LIMIT + (2 * X_LIMIT * i) / (SAMPLES - 1));
    const values: XY[] = xs.map((x) => ({ x, y: this.at(x).value }));
    const slopes: XY[] = [];
    for (const x of xs) {
      const { slope } = this.at(x);
      const last = slopes.at(-1);
      // A jump of the slope is drawn as a gap, not as a steep line.
      if (last && Math.abs(slope - last.y) > 0.3) slopes.push({ x, y: NaN });
      slopes.push({ x, y: slope });
    }
    // Values fall far below −2 only for targets with a large variance, so only then is the axis extended.
    const lowest = Math.min(...values.map(({ y }) => y).filter(Number.isFinite)) - MARGIN;
    const { y } = chart.options.scales ?? {};
    if (y) Object.assign(y, { min: Math.max(-HIGHEST, Math.min(LOWEST, lowest)) });
    chart.data.datasets = [
      line(slopes, palette.muted, { width: 1.25, dash: [4, 3] }),
      line(values, palette.ink, { width: 1.75 }),
    ];
  }

  /** Writes f and f′ where their lines leave the plot. */
  private names(palette: Palette): LinePlugin {
    return {
      id: 'names',
      afterDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }) => {
        if (!this.activation) return;
        const last = this.at(X_LIMIT);
        const place = (value: number) => Math.min(chartArea.bottom, Math.max(chartArea.top + 4, y.getPixelForValue(value)));
        const [first, second] = [place(last.value), place(last.slope)];
        const shift = Math.max(0, 14 - Math.abs(first - second));
        ctx.save();
        ctx.textBaseline = 'middle';
        ctx.font = `italic 600 12px ${palette.font}`;
        ctx.fillStyle = palette.ink;
        ctx.fillText('f', x.getPixelForValue(X_LIMIT) + 6, first);
        ctx.font = `italic 12px ${palette.font}`;
        ctx.fillStyle = palette.muted;
        ctx.fillText('f′', x.getPixelForValue(X_LIMIT) + 6, second + (second >= first ? shift : -shift));
        ctx.restore();
      },
    };
  }

  private get sentence(): string {
    if (!this.activation) return 'Activation and its slope';
    const read = (x: number) => `f(${formatNumber(x)}) is ${formatNumber(this.at(x).value)}`;
    return `${this.activation.label} and its slope: ${read(-2)}, ${read(0)}, ${read(2)}; the slope there is ${formatNumber(this.at(2).slope)}`;
  }
}

/** Draws thin lines through 0. */
function origin(palette: Palette): LinePlugin {
  return {
    id: 'origin',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
      ctx.save();
      ctx.strokeStyle = withAlpha(palette.ink, 0.2);
      ctx.lineWidth = 1;
      ctx.beginPath();
      const [left, top] = [Math.round(x.getPixelForValue(0)) + 0.5, Math.round(y.getPixelForValue(0)) + 0.5];
      ctx.moveTo(left, chartArea.top);
      ctx.lineTo(left, chartArea.bottom);
      ctx.moveTo(chartArea.left, top);
      ctx.lineTo(chartArea.right, top);
      ctx.stroke();
      ctx.restore();
    },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-activation-curve': ActivationCurve;
  }
}
