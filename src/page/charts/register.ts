import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';

// Only the parts in use are registered; the bundler removes the rest of Chart.js.
Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** A point of a line; a NaN in y breaks the line there. */
export interface XY {
  x: number;
  y: number;
}

export type LineChart = Chart<'line', XY[], unknown>;
export type LineConfiguration = ChartConfiguration<'line', XY[], unknown>;
export type LineDataset = LineConfiguration['data']['datasets'][number];
export type LineOptions = NonNullable<LineConfiguration['options']>;
export type LinePlugin = Plugin<'line'>;
/** A chart as plugins receive it. */
export type DrawnChart = Chart<'line'>;

export { Chart };
