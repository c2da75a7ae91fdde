import { LitElement, type PropertyValues } from 'lit';
import { PlotController, type Plot } from '../charts/plot-controller';
import { PaletteController } from '../design/theme';

/** Labels and tables for screen readers are renewed this often at most, however fast the snapshots come. */
const WORDS_MILLISECONDS = 1000;

/**
 * What the live views share: charts that redraw past Lit's reactivity at each new snapshot, words that follow once a second,
 * and everything drawn anew when the colour scheme changes.
 */
export abstract class LiveView extends LitElement {
  protected readonly colors = new PaletteController(this, () => this.plots.forEach((plot) => plot.rebuild()));
  private readonly plots: PlotController[] = [];
  private wordsTimer = 0;
  private lastWords = -Infinity;

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        clearTimeout(this.wordsTimer);
        this.wordsTimer = 0;
      },
    });
  }

  protected addPlot(plot: Omit<Plot, 'palette'>): PlotController {
    const controller = new PlotController(this, { ...plot, palette: () => this.colors.palette });
    this.plots.push(controller);
    return controller;
  }

  /** New data has come: redraw the charts at the next frame, renew the words within a second. */
  protected dataChanged(): void {
    this.redraw();
    if (this.wordsTimer || !this.isConnected) return;
    const wait = this.lastWords + WORDS_MILLISECONDS - performance.now();
    if (wait <= 0) this.sayNow();
    else this.wordsTimer = window.setTimeout(() => this.sayNow(), wait);
  }

  protected redraw(): void {
    for (const plot of this.plots) plot.redraw();
  }

  protected repaint(): void {
    for (const plot of this.plots) plot.repaint();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.size > 0) this.redraw();
  }

  private sayNow(): void {
    this.wordsTimer = 0;
    this.lastWords = performance.now();
    this.requestUpdate();
  }
}

/** The canvas that a selector finds in a view's shadow root; null before the first render. */
export function canvasOf(view: LitElement, selector: string): HTMLCanvasElement | null {
  const found = view.renderRoot instanceof ShadowRoot ? view.renderRoot.querySelector(selector) : null;
  return found instanceof HTMLCanvasElement ? found : null;
}
