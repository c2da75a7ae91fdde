import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Palette } from '../design/palette';
import { Chart, type LineChart, type LineConfiguration } from './register';

/** How a view makes and updates one of its charts. */
export interface Plot {
  /** The canvas in the host's shadow root; null while it is not rendered. Its parent element determines the chart's size. */
  canvas(): HTMLCanvasElement | null;
  palette(): Palette;
  /** Called whenever the chart is created: at the start, after a reconnection, after a change of the colour scheme. */
  configure(palette: Palette): LineConfiguration;
  /** Writes the newest data and ranges into the chart. */
  update(chart: LineChart, palette: Palette): void;
}

/** With `prefers-reduced-motion`, a live chart changes at most four times a second. */
const REDUCED_MOTION_MILLISECONDS = 250;

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Creates, redraws and destroys one chart. The chart exists while its host is connected, rendered and has a size; it is
 * destroyed when the host is disconnected, because Chart.js keeps references to charts that are not destroyed. It is redrawn at
 * most once per animation frame and only while it is on screen. A chart off screen is redrawn when it scrolls into view or when
 * the page is printed.
 */
export class PlotController implements ReactiveController {
  private current: LineChart | null = null;
  private connected = false;
  private visible = false;
  private due: 'nothing' | 'paint' | 'data' = 'data';
  private frame = 0;
  private timer = 0;
  private lastData = -Infinity;
  private watched: HTMLElement | null = null;
  private readonly resizes = new ResizeObserver(() => this.resize());
  private readonly visibility = new IntersectionObserver(
    (entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.schedule();
    },
    // A margin, so that charts are drawn before they scroll into view.
    { rootMargin: '200px' },
  );

  constructor(
    host: ReactiveControllerHost,
    private readonly plot: Plot,
  ) {
    host.addController(this);
  }

  /** The chart; null while there is none. */
  get chart(): LineChart | null {
    return this.current;
  }

  /** Updates and draws the chart at the next frame, with new data. */
  redraw(): void {
    this.due = 'data';
    this.schedule();
  }

  /** Draws again without an update: only the marks of plugins, such as a cursor, have changed. */
  repaint(): void {
    if (this.due === 'nothing') this.due = 'paint';
    this.schedule();
  }

  /** Creates the chart again, for another colour scheme or other axes. */
  rebuild(): void {
    this.destroy();
    this.redraw();
  }

  hostConnected(): void {
    this.connected = true;
    this.due = 'data';
    window.addEventListener('beforeprint', this.paintForPrint);
    // Lit does not render a host again when it is reconnected.
    this.watch();
  }

  hostUpdated(): void {
    this.watch();
  }

  private watch(): void {
    const box = this.plot.canvas()?.parentElement ?? null;
    if (!this.connected || box === this.watched) return;
    this.unwatch();
    this.destroy();
    this.watched = box;
    if (!box) return;
    this.resizes.observe(box);
    this.visibility.observe(box);
  }

  hostDisconnected(): void {
    this.connected = false;
    window.removeEventListener('beforeprint', this.paintForPrint);
    this.unwatch();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = 0;
    this.timer = 0;
    this.destroy();
  }

  private unwatch(): void {
    this.resizes.disconnect();
    this.visibility.disconnect();
    this.watched = null;
    this.visible = false;
  }

  private destroy(): void {
    this.current?.destroy();
    this.current = null;
  }

  private resize(): void {
    const chart = this.current;
    const box = this.watched;
    if (!chart || !box) {
      this.schedule();
      return;
    }
    const { clientWidth, clientHeight } = box;
    if (clientWidth === 0 || clientHeight === 0 || (clientWidth === chart.width && clientHeight === chart.height)) return;
    chart.resize(clientWidth, clientHeight);
    // A canvas is blank after a change of size: drawing it a frame later would be visible.
    this.due = 'data';
    this.paint();
  }

  private schedule(): void {
    if (this.due === 'nothing' || this.frame || this.timer || !this.connected || !this.visible) return;
    const wait =
      reducedMotion.matches && this.due === 'data' ? this.lastData + REDUCED_MOTION_MILLISECONDS - performance.now() : 0;
    if (wait > 0) {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.frame = requestAnimationFrame(() => this.paint());
      }, wait);
    } else {
      this.frame = requestAnimationFrame(() => this.paint());
    }
  }

  private paint(): void {
    this.frame = 0;
    if (!this.connected || this.due === 'nothing') return;
    const chart = this.current ?? this.create();
    if (!chart) return;
    const { due } = this;
    this.due = 'nothing';
    if (due === 'paint') {
      chart.draw();
      return;
    }
    this.lastData = performance.now();
    this.plot.update(chart, this.plot.palette());
    if (chart.currentDevicePixelRatio !== window.devicePixelRatio) chart.resize(chart.width, chart.height);
    chart.update('none');
  }

  private readonly paintForPrint = (): void => this.paint();

  private create(): LineChart | null {
    const canvas = this.plot.canvas();
    const box = this.watched;
    if (!canvas || !box || box.clientWidth === 0 || box.clientHeight === 0) return null;
    // Chart.js's responsive mode looks for the canvas in the document and does not find it in a shadow root.
    canvas.width = box.clientWidth;
    canvas.height = box.clientHeight;
    this.due = 'data';
    this.current = new Chart(canvas, this.plot.configure(this.plot.palette()));
    return this.current;
  }
}
