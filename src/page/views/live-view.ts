import { LitElement, type PropertyValues } from 'lit';
import { PlotController, type Plot } from '../charts/plot-controller';
import { PaletteController } from '../design/theme';

/** Labels and tables for screen readers are updated at most this often, however fast snapshots arrive. */
const WORDS_MILLISECONDS = 1000;

/**
 * Base of the live views. Charts redraw at each new snapshot, without a Lit update; text is updated once a second; everything is
 * redrawn when the colour scheme changes.
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

  /** Redraws the charts at the next frame and updates the text within a second, after new data. */
  protected dataChanged(): void {
    this.redraw();
    if (this.wordsTimer || !this.isConnected) return;
    const wait = this.lastWords + WORDS_MILLISECONDS - performance.now();
    if (wait <= 0) this.updateWords();
    else this.wordsTimer = window.setTimeout(() => this.updateWords(), wait);
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

  private updateWords(): void {
    this.wordsTimer = 0;
    this.lastWords = performance.now();
    this.requestUpdate();
  }
}

/** Returns the canvas for a selector in a view's shadow root; null before the first render. */
export function canvasOf(view: LitElement, selector: string): HTMLCanvasElement | null {
  const element = view.renderRoot instanceof ShadowRoot ? view.renderRoot.querySelector(selector) : null;
  return element instanceof HTMLCanvasElement ? element : null;
}
