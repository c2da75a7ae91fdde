import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Palette } from '../design/palette';
import { Chart, type LineChart, type LineConfiguration } from './register';

/** What a view says about one of its charts. */
export interface Plot {
  /** The canvas in the host's shadow root; null while it is not rendered. Its parent element gives the chart its size. */
  canvas(): HTMLCanvasElement | null;
  palette(): Palette;
  /** Called whenever a chart is made: at the start, after a reconnection, after a change of the colour scheme. */
  configure(palette: Palette): LineConfiguration;
  /** Writes the newest data and ranges into the chart. */
  update(chart: LineChart, palette: Palette): void;
}

/** Under `prefers-reduced-motion` a live chart changes four times a second at most. */
const CALM_MILLISECONDS = 250;

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Owns the life of one chart: it is made when its host is connected, rendered and has a size, destroyed when the host is
 * disconnected (undestroyed charts are never collected), made again on reconnection. Requests to redraw are answered at most
 * once per animation frame, and only while the chart is on screen; one that is scrolled out of sight catches up when it returns, or
 * when the page is printed.
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
  private readonly sights = new IntersectionObserver(
    (entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      this.schedule();
    },
    // A little ahead of the scroll, so that nobody sees a blank chart come into view.
    { rootMargin: '200px' },
  );

  constructor(
    host: ReactiveControllerHost,
    private readonly plot: Plot,
  ) {
    host.addController(this);
  }

  /** The chart, while there is one. */
  get chart(): LineChart | null {
    return this.current;
  }

  /** New data: update and draw at the next frame. */
  redraw(): void {
    this.due = 'data';
    this.schedule();
  }

  /** Only what plugins draw has changed (a cursor): draw again without an update. */
  repaint(): void {
    if (this.due === 'nothing') this.due = 'paint';
    this.schedule();
  }

  /** Make the chart anew, for another colour scheme or other axes. */
  rebuild(): void {
    this.destroy();
    this.redraw();
  }

  hostConnected(): void {
    this.connected = true;
    this.due = 'data';
    window.addEventListener('beforeprint', this.paintForPrint);
    // A host that returns is not rendered again.
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
    this.sights.observe(box);
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
    this.sights.disconnect();
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
    // The canvas is blank after a change of size until it is drawn; a frame's delay would show.
    this.due = 'data';
    this.paint();
  }

  private schedule(): void {
    if (this.due === 'nothing' || this.frame || this.timer || !this.connected || !this.visible) return;
    const wait = reducedMotion.matches && this.due === 'data' ? this.lastData + CALM_MILLISECONDS - performance.now() : 0;
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
    // Not Chart.js's own responsive mode: it looks for the canvas in the document and never finds it in a shadow root.
    canvas.width = box.clientWidth;
    canvas.height = box.clientHeight;
    this.due = 'data';
    this.current = new Chart(canvas, this.plot.configure(this.plot.palette()));
    return this.current;
  }
}
