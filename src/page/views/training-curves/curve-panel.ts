import { withAlpha } from '../../design/color';
import { clampTo, decadeDomain, decadeTicks, GrowingDomain, type Domain } from '../../charts/domain';
import { formatCount, formatPower, formatSeconds, formatShare, formatTick } from '../../charts/format';
import { CURVE_WORDS } from './curve-words';
import { AXIS_WIDTH, baseOptions, horizontalAxis, line, verticalAxis } from '../../charts/options';
import { laneColor, laneMark, type Palette } from '../../design/palette';
import type { Plot } from '../../charts/plot-controller';
import { endLabels, labelRoom, type EndLabel } from '../../charts/plugins/end-labels';
import type { LineChart, LineConfiguration, XY } from '../../charts/register';
import type { HistoryPoint, LaneQuantity } from '../../store/run-history';
import { thin } from '../series';

export type Clock = 'step' | 'seconds';

export interface CurveModel {
  points: readonly HistoryPoint[];
  labels: readonly string[];
  training: LaneQuantity;
  heldOut: LaneQuantity;
  format: (value: number) => string;
  clock: Clock;
  scale: 'linear' | 'log' | 'share';
}

const MOST_POINTS = 240;
const WIDEST_LABELS = 0.32;
const LOSS_LIMITS: Domain = { min: 1e-6, max: 1e3 };
/** Higher losses are drawn at the edge. Guessing among ten classes gives 2.3. */
const HIGHEST_LOSS = 10;

/** One chart over the run: one measure of every lane, on training batches and on held-out rows. */
export class CurvePanel {
  private readonly range = new GrowingDomain();
  /** The run and the scale that the vertical axis belongs to. */
  private rangeOwner: { first: HistoryPoint | undefined; scale: CurveModel['scale'] } | null = null;
  private shown: readonly { lane: number; points: XY[]; newest: number }[] = [];
  private domain: Domain = { min: 0, max: 1 };

  constructor(private readonly model: () => CurveModel) {}

  plot(canvas: () => HTMLCanvasElement | null): Omit<Plot, 'palette'> {
    return { canvas, configure: (palette) => this.configure(palette), update: (chart, palette) => this.update(chart, palette) };
  }

  private configure(palette: Palette): LineConfiguration {
    const { scale } = this.model();
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 8, right: 90 } },
        scales: {
          x: horizontalAxis(palette, {
            format: (value) => (this.model().clock === 'step' ? formatCount(value) : formatSeconds(value)),
          }),
          y: verticalAxis(palette, {
            type: scale === 'log' ? 'logarithmic' : 'linear',
            lines: true,
            width: AXIS_WIDTH,
            ...(scale === 'log'
              ? {
                  ticks: (min, max, length) => decadeTicks({ min, max }, Math.max(2, Math.floor(length / 30))),
                  format: formatPower,
                }
              : scale === 'share'
                ? { ticks: shareTicks, format: formatShare }
                : { format: formatTick }),
          }),
        },
      },
      plugins: [
        endLabels(() => ({
          labels: this.endLabels(palette),
          ink: palette.ink,
          muted: palette.muted,
          panel: palette.panel,
          font: palette.font,
        })),
      ],
    };
  }

  private update(chart: LineChart, palette: Palette): void {
    const { points, labels, training, heldOut, clock, scale } = this.model();
    const lines = labels.map((_, lane) => ({
      training: seriesOf(points, lane, training, clock),
      heldOut: seriesOf(evaluated(points, lane), lane, heldOut, clock),
    }));
    // Each run has its own first point.
    if (points[0] !== this.rangeOwner?.first || scale !== this.rangeOwner?.scale) this.range.reset();
    this.rangeOwner = { first: points[0], scale };
    this.domain = this.range.grow(
      rangeOf(
        scale,
        lines.flatMap(({ training, heldOut }) => [...training, ...heldOut]).map(({ y }) => y),
      ),
    );
    const fit = (series: readonly XY[]) => thin(series, MOST_POINTS).map(({ x, y }) => ({ x, y: clampTo(y, this.domain) }));

    const last = points.at(-1)?.[clock] ?? 0;
    const { x, y } = chart.options.scales ?? {};
    if (x) Object.assign(x, { min: 0, max: last > 0 ? last : clock === 'step' ? 10 : 1 });
    if (y) Object.assign(y, this.domain);
    const room = labelRoom(chart, { names: labels, value: '▴ 99.9%', remark: CURVE_WORDS.diverged, font: palette.font });
    chart.options.layout = { padding: { top: 8, right: Math.min(room, chart.width * WIDEST_LABELS) } };
    this.shown = lines.map((series, lane) => {
      const shown = series.heldOut.length > 0 ? series.heldOut : series.training;
      return { lane, points: fit(shown), newest: shown.findLast(({ y }) => !Number.isNaN(y))?.y ?? NaN };
    });
    chart.data.datasets = [
      ...lines.map((series, lane) => line(fit(series.training), withAlpha(laneColor(palette, lane), 0.55), { width: 1 })),
      ...lines.map((series, lane) =>
        line(fit(series.heldOut), laneColor(palette, lane), { width: 2.25, dash: laneMark(lane).dash }),
      ),
    ];
  }

  /** Labels at the end of the held-out line if there is one, otherwise of the training line. */
  private endLabels(palette: Palette): EndLabel[] {
    const { labels, points, format } = this.model();
    return this.shown.flatMap(({ lane, points: line, newest }): EndLabel[] => {
      const end = line.findLast(({ y }) => !Number.isNaN(y));
      if (!end) return [];
      const stopped = Number.isNaN(points.at(-1)?.lanes[lane]?.loss ?? NaN);
      return [
        {
          ...end,
          color: laneColor(palette, lane),
          name: labels[lane] ?? '',
          // The measured value, even if the line is cut off at the axis.
          value: stopped ? '' : `${newest > end.y ? '▴ ' : ''}${format(newest)}`,
          remark: stopped ? CURVE_WORDS.diverged : '',
          end: stopped ? 'stop' : undefined,
        },
      ];
    });
  }
}

/**
 * Returns the points with a new evaluation, and the last point. Snapshots repeat the last evaluation's figures until there are new
 * ones; without this filter the line would be a staircase.
 */
function evaluated(points: readonly HistoryPoint[], lane: number): HistoryPoint[] {
  let before: HistoryPoint['lanes'][number] | undefined;
  return points.filter((point, i) => {
    const now = point.lanes[lane];
    if (!now || Number.isNaN(now.heldOutLoss)) return false;
    const fresh = now.heldOutLoss !== before?.heldOutLoss || now.heldOutAccuracy !== before.heldOutAccuracy;
    before = now;
    return fresh || i === points.length - 1;
  });
}

function seriesOf(points: readonly HistoryPoint[], lane: number, quantity: LaneQuantity, clock: Clock): XY[] {
  return points.map((point) => ({ x: point[clock], y: point.lanes[lane]?.[quantity] ?? NaN }));
}

function rangeOf(scale: CurveModel['scale'], values: readonly number[]): Domain {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (scale === 'log') return decadeDomain(numbers, 0.3, LOSS_LIMITS);
  if (scale === 'linear')
    return { min: 0, max: Math.max(0.8, Math.min(HIGHEST_LOSS, Math.ceil(Math.max(0, ...numbers) * 5) / 5)) };
  // Start at the tenth below the lowest value, so that guessing is at the bottom of the chart.
  const lowest = Math.min(0.5, ...numbers);
  return { min: Math.max(0, Math.floor(lowest * 10) / 10), max: 1 };
}

function shareTicks(min: number): number[] {
  const stride = min < 0.4 ? 0.25 : min < 0.7 ? 0.1 : 0.05;
  const ticks: number[] = [];
  for (let tick = 1; tick >= min - 1e-9; tick -= stride) ticks.unshift(Math.round(tick * 100) / 100);
  return ticks;
}
