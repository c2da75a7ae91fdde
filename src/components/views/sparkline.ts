import { withAlpha } from '../../charts/color';
import { clampTo, decadeDomain, decadeTicks, type Domain } from '../../charts/domain';
import { formatCount, formatPower, formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, line, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../charts/palette';
import type { Plot } from '../../charts/plot-controller';
import { targetLines } from '../../charts/plugins/target-lines';
import type { LineChart, LineConfiguration } from '../../charts/register';
import { RunHistory, type HistoryPoint, type LayerQuantity } from '../run-history';
import { thin } from './series';

const MOST_POINTS = 160;

export interface SparklineModel {
  points: readonly HistoryPoint[];
  lane: number;
  layer: number;
  quantity: LayerQuantity;
  target: number;
  log: boolean;
}

/** A small line of one of a layer's quantities over steps, around the value aimed for. */
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
      plugins: [targetLines(() => [{ y: this.model().target, color: withAlpha(palette.ink, 0.4) }])],
    };
  }

  private update(chart: LineChart, palette: Palette): void {
    const { points, lane, layer, quantity, target, log } = this.model();
    const data = thin(
      points.map((point) => ({ x: point.step, y: RunHistory.layerValue(point, lane, layer, quantity) })),
      MOST_POINTS,
    );
    const values = data.map(({ y }) => y);
    const domain = log ? decadeDomain(values, target) : around(values, target);
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
}

/** As far above as below the target, by a power of two of a tenth, up to 51.2. */
function around(values: readonly number[], target: number): Domain {
  let reach = 0.2;
  for (const value of values) {
    while (Math.abs(value - target) > reach && reach < 51.2) reach *= 2;
  }
  return { min: target - reach, max: target + reach };
}
