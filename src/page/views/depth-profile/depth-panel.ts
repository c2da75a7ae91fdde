import type { ChartDataset } from 'chart.js';
import type { LaneSnapshot, LayerStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import { withAlpha } from '../../design/color';
import { beyond, clampTo, decadeTicks, GrowingDomain, layerTicks, type Domain } from '../../charts/domain';
import { formatNumber, formatPower, formatTick } from '../../charts/format';
import { AXIS_WIDTH, baseOptions, horizontalAxis, line, verticalAxis } from '../../charts/options';
import { laneColor, laneMark, type MarkerShape, type Palette } from '../../design/palette';
import type { Plot } from '../../charts/plot-controller';
import { bands, type Band } from '../../charts/plugins/bands';
import { cursor } from '../../charts/plugins/cursor';
import { endLabels, labelRoom, type EndLabel } from '../../charts/plugins/end-labels';
import { targetLines } from '../../charts/plugins/target-lines';
import type { LineChart, LineConfiguration, LineDataset, XY } from '../../charts/register';
import type { DepthQuantity } from './depth-quantities';
import { healthRemark, laneHealth } from '../lane-health';
import type { LayerSelection } from '../../store/layer-select';

/** The data of a chart by layer. */
export interface DepthModel {
  lanes: readonly LaneSnapshot[];
  /** The run's first snapshot; empty while it is the only one. */
  initial: readonly LaneSnapshot[];
  /** One per lane. */
  targets: readonly Moments[];
  /** The depth of the deepest lane. */
  depth: number;
  at: LayerSelection | null;
}

/** Markers are drawn if layers are at least this many pixels apart. */
const MARKER_SPACING = 8;
/** The labels at the lines' ends are as wide as the longest remark, up to this share of the width. */
const LONGEST_REMARK = 'diverged: layer 16';
const WIDEST_VALUE = '−0.005';
const WIDEST_LABELS = 0.36;
const MOST_LABEL_PIXELS = 220;

/** Theoretical predictions are dotted, finer than any lane's dashes. */
export const THEORY_DASH: readonly number[] = [1, 3];

const POINT_STYLES = { circle: 'circle', square: 'rect', triangle: 'triangle', diamond: 'rectRot' } as const satisfies Record<
  MarkerShape,
  ChartDataset<'line'>['pointStyle']
>;

/** A chart of one quantity by layer, with all lanes. */
export class DepthPanel {
  private readonly range = new GrowingDomain();
  private domain: Domain;
  private diverged = '';

  constructor(
    private readonly quantity: DepthQuantity,
    private readonly model: () => DepthModel,
    /** Without its horizontal axis, for a panel above another. */
    private readonly bare = false,
  ) {
    this.domain = this.rangeOf([], [{ mean: 0, variance: 1 }]);
  }

  /** Resets the vertical axis, which otherwise only grows. */
  resetRange(): void {
    this.range.reset();
  }

  plot(canvas: () => HTMLCanvasElement | null): Omit<Plot, 'palette'> {
    return { canvas, configure: (palette) => this.configure(palette), update: (chart, palette) => this.update(chart, palette) };
  }

  /** Returns the lane whose line is nearest to a height of the canvas at a layer; the first lane if all are NaN there. */
  nearestLane(chart: LineChart, layer: number, y: number): number {
    const distances = this.model().lanes.map(({ layers }) => {
      const value = this.quantity.measured(layers)[layer] ?? NaN;
      const distance = Math.abs(chart.scales.y.getPixelForValue(clampTo(value, this.domain)) - y);
      return Number.isNaN(distance) ? Infinity : distance;
    });
    return Math.max(0, distances.indexOf(Math.min(...distances)));
  }

  private configure(palette: Palette): LineConfiguration {
    const { log } = this.quantity;
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 8, right: 100, bottom: this.bare ? 4 : 0 } },
        scales: {
          x: horizontalAxis(palette, {
            bare: this.bare,
            title: 'layer',
            ticks: (min, max, length) =>
              layerTicks(Math.round(max), Math.max(2, Math.floor(length / 30))).filter((tick) => tick >= min && tick <= max),
            format: String,
          }),
          y: verticalAxis(palette, {
            type: log ? 'logarithmic' : 'linear',
            lines: true,
            ...(log
              ? {
                  ticks: (min, max, length) => decadeTicks({ min, max }, Math.max(2, Math.floor(length / 24))),
                  format: formatPower,
                }
              : { format: formatTick }),
          }),
        },
      },
      plugins: [
        targetLines(() => this.targets(palette)),
        bands(() => this.bands(palette)),
        endLabels(() => ({
          labels: this.labels(palette),
          ink: palette.ink,
          muted: palette.muted,
          panel: palette.panel,
          font: palette.font,
        })),
        cursor(() => this.cursor(palette)),
      ],
    };
  }

  private update(chart: LineChart, palette: Palette): void {
    const { lanes, initial, targets, depth } = this.model();
    // The values of a network that has diverged would stretch the axis of the others.
    const diverged = lanes.map(({ status }) => status === 'diverged').join();
    if (diverged !== this.diverged) this.range.reset();
    this.diverged = diverged;
    this.domain = this.range.grow(this.rangeOf([...lanes, ...initial], targets));
    const { x, y } = chart.options.scales ?? {};
    if (x) Object.assign(x, depth > 1 ? { min: 1, max: depth } : { min: 0.5, max: 1.5 });
    if (y) Object.assign(y, this.domain);
    const names = lanes.map(({ label }) => label);
    const room = labelRoom(chart, { names, value: WIDEST_VALUE, remark: LONGEST_REMARK, font: palette.font });
    const right = Math.min(room, MOST_LABEL_PIXELS, chart.width * WIDEST_LABELS);
    chart.options.layout = { padding: { top: 8, right, bottom: this.bare ? 4 : 0 } };
    const spacing = (chart.width - AXIS_WIDTH - right) / Math.max(1, depth - 1);
    chart.data.datasets = [
      ...lanes.flatMap((lane, index) => this.theoryLine(lane, index, palette)),
      ...initial.map((lane, index) =>
        line(this.points(this.quantity.measured(lane.layers)), withAlpha(laneColor(palette, index), 0.4), { width: 1 }),
      ),
      ...lanes.map((lane, index) => this.laneLine(lane, index, spacing >= MARKER_SPACING, palette)),
    ];
  }

  private laneLine({ layers }: LaneSnapshot, index: number, markers: boolean, palette: Palette): LineDataset {
    const { dash, marker } = laneMark(index);
    const color = laneColor(palette, index);
    return {
      ...line(this.points(this.quantity.measured(layers)), color, { width: 1.75, dash }),
      ...(markers || layers.length === 1
        ? {
            pointRadius: marker === 'circle' ? 3 : 3.75,
            pointStyle: POINT_STYLES[marker],
            pointBorderColor: palette.panel,
            pointBorderWidth: 1,
          }
        : {}),
    };
  }

  /** The theoretical prediction before training; no line if there is none. */
  private theoryLine({ layers }: LaneSnapshot, index: number, palette: Palette): LineDataset[] {
    const predicted = this.quantity.predicted(layers);
    if (predicted.every(Number.isNaN)) return [];
    return [line(this.points(predicted), withAlpha(laneColor(palette, index), 0.9), { width: 1, dash: THEORY_DASH })];
  }

  private points(values: readonly number[]): XY[] {
    const limits = beyond(this.domain, this.quantity.log ? 'logarithmic' : 'linear');
    return values.map((value, index) => ({ x: index + 1, y: clampTo(value, limits) }));
  }

  private rangeOf(lanes: readonly LaneSnapshot[], targets: readonly Moments[]): Domain {
    const { measured, predicted, range } = this.quantity;
    const values = lanes.flatMap(({ status, layers }) => [
      ...(status === 'diverged' ? [] : measured(layers)),
      ...predicted(layers),
    ]);
    const ranges = targets.map((target) => range(values, target));
    return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
  }

  /** One line if all lanes have the same target, otherwise one per lane in its colour. */
  private targets(palette: Palette): { y: number; color: string }[] {
    const values = this.model().targets.map(this.quantity.target);
    if (new Set(values).size === 1) return [{ y: values[0], color: withAlpha(palette.ink, 0.75) }];
    return values.map((y, index) => ({ y, color: withAlpha(laneColor(palette, index), 0.75) }));
  }

  private bands(palette: Palette): Band[] {
    if (!this.quantity.noisy) return [];
    return this.model().lanes.map(({ layers }, index) => ({
      color: withAlpha(laneColor(palette, index), 0.14),
      points: layers.map(({ predicted: { mean, noise } }, layer) => ({
        x: layer + 1,
        low: mean - 2 * noise,
        high: mean + 2 * noise,
      })),
    }));
  }

  private labels(palette: Palette): EndLabel[] {
    const { lanes, targets } = this.model();
    const { ends } = this.quantity;
    return lanes.map((lane, index) => {
      const values = this.quantity.measured(lane.layers);
      const last = values.findLastIndex((value) => !Number.isNaN(value));
      const value = values[last] ?? NaN;
      const health = laneHealth(lane, targets[index] ?? targets[0]);
      const remark = ends.health || health.kind === 'diverged' ? healthRemark(health) : '';
      return {
        x: last < 0 ? lane.layers.length : last + 1,
        y: clampTo(value, this.domain),
        color: laneColor(palette, index),
        name: lane.label,
        value: remark || !ends.value ? '' : formatNumber(value),
        remark,
        end: endOf(value, this.domain, health.kind === 'diverged'),
      };
    });
  }

  private cursor(palette: Palette) {
    const { lanes, at } = this.model();
    if (!at) return null;
    return {
      x: at.layer + 1,
      color: withAlpha(palette.ink, 0.45),
      panel: palette.panel,
      marks: lanes.map(({ layers }, index) => ({
        y: clampTo(this.quantity.measured(layers)[at.layer] ?? NaN, this.domain),
        color: laneColor(palette, index),
        shape: laneMark(index).marker,
        chosen: index === at.lane,
      })),
    };
  }
}

/** Whether there is a theoretical prediction for any of these layers. */
export function isPredicted(layers: readonly LayerStatistics[]): boolean {
  return layers.some(({ predicted }) => !Number.isNaN(predicted.mean) && !Number.isNaN(predicted.variance));
}

function endOf(value: number, { min, max }: Domain, broken: boolean): EndLabel['end'] {
  if (broken) return 'stop';
  if (value > max) return 'above';
  return value < min ? 'below' : undefined;
}
