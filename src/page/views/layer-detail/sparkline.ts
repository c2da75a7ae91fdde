import { withAlpha } from '../../design/color';
import { clampTo, decadeDomain, decadeTicks, type Domain } from '../../charts/domain';
import { formatCount, formatPower, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, line, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../design/palette';
import type { Plot } from '../../charts/plot-controller';
import { bands, type Band } from '../../charts/plugins/bands';
import { targetLines, type TargetLine } from '../../charts/plugins/target-lines';
import type { LineChart, LineConfiguration, XY } from '../../charts/register';
import { RunHistory, type HistoryPoint, type LayerQuantity } from '../../store/run-history';
import { thin } from '../series';

const MOST_POINTS = 160;

export interface SparklineModel {
  points: readonly HistoryPoint[];
  lane: number;
  layer: number;
  quantity: LayerQuantity;
  /** The standard deviation over units, drawn as a band around the line. */
  spread?: LayerQuantity;
  /** The target value; null without a target. */
  target: number | null;
  /** An interval that theory requires, drawn as a band. */
  guide?: Domain | null;
  log: boolean;
}

/** A small line chart of one of a layer's quantities over the steps, centred on its target. */
export class Sparkline {
  constructor(private readonly model: () => SparklineModel) {}

  plot(canvas: () => HTMLCanvasElement | null): Omit<Plot, 'palette'> {
    return { canvas, configure: (palette) => this.configure(palette), update: (chart, palette) => this.update(chart, palette) };
  }

  private configure(palette: Palette): LineConfiguration {
    const { log } = this.model();
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 6, right: 10 } },
        scales: {
          x: horizontalAxis(palette, { ticks: (min, max) => [min, max], format: formatCount, inner: true }),
          y: verticalAxis(palette, {
            type: log ? 'logarithmic' : 'linear',
            width: 40,
            ...(log
              ? { ticks: (min, max) => decadeTicks({ min, max }, 3), format: formatPower }
              : { ticks: (min, max) => [min, (min + max) / 2, max], format: formatTick }),
          }),
        },
      },
      plugins: [bands(() => this.bands(palette)), targetLines(() => this.targets(palette))],
    };
  }

  private update(chart: LineChart, palette: Palette): void {
    const { lane, quantity, spread, target, log } = this.model();
    const data = this.series(quantity);
    const sds = spread ? this.series(spread) : null;
    const values = data.flatMap(({ y }, i) => (sds ? [y - sds[i].y, y + sds[i].y] : [y]));
    const domain = log ? decades(values, target) : around(values, target ?? 0);
    const { x, y } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: data[0]?.x ?? 0, max: Math.max(data.at(-1)?.x ?? 0, (data[0]?.x ?? 0) + 1) });
    if (y) Object.assign(y, domain);
    chart.data.datasets = [
      line(
        data.map((point) => ({ x: point.x, y: clampTo(point.y, domain) })),
        laneColor(palette, lane),
        { width: 1.25 },
      ),
    ];
  }

  private series(quantity: LayerQuantity): XY[] {
    const { points, lane, layer } = this.model();
    return thin(
      points.map((point) => ({ x: point.step, y: RunHistory.layerValue(point, lane, layer, quantity) })),
      MOST_POINTS,
    );
  }

  private bands(palette: Palette): Band[] {
    const { lane, quantity, spread, guide } = this.model();
    const data = this.series(quantity);
    const across = [data[0]?.x ?? 0, Math.max(data.at(-1)?.x ?? 0, (data[0]?.x ?? 0) + 1)];
    const sds = spread ? this.series(spread) : [];
    return [
      ...(guide
        ? [{ color: withAlpha(palette.ink, 0.22), points: across.map((x) => ({ x, low: guide.min, high: guide.max })) }]
        : []),
      {
        color: withAlpha(laneColor(palette, lane), 0.16),
        points: sds.map(({ x, y: sd }, i) => ({ x, low: data[i].y - sd, high: data[i].y + sd })),
      },
    ];
  }

  private targets(palette: Palette): TargetLine[] {
    const { target } = this.model();
    return target === null ? [] : [{ y: target, color: withAlpha(palette.ink, 0.4) }];
  }
}

/** Wider than the limits for variances, because gradients can be much smaller. */
const LIMITS: Domain = { min: 1e-30, max: 1e30 };

/** Returns whole decades around the target, or around the first positive number without a target. */
function decades(values: readonly number[], target: number | null): Domain {
  if (target !== null) return decadeDomain(values, target);
  const first = values.find((value) => value > 0 && Number.isFinite(value)) ?? 1;
  return decadeDomain(values, first, LIMITS);
}

/** Returns a range symmetric about the target, with a half-width of 0.1 times a power of two, at most 51.2. */
function around(values: readonly number[], target: number): Domain {
  let halfWidth = 0.2;
  for (const value of values) {
    while (Math.abs(value - target) > halfWidth && halfWidth < 51.2) halfWidth *= 2;
  }
  return { min: target - halfWidth, max: target + halfWidth };
}
