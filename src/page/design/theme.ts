import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Palette } from './palette';

/**
 * The design tokens, as custom properties on each component's host. They follow `color-scheme`, which the page's outermost
 * element sets once (`color-scheme: light dark` follows the system); a host inside a container with another scheme follows
 * that container.
 *
 * Contrast against both surface and panel: at least 4.5 : 1 for ink, muted, accent, danger, warning, good and the lanes, at
 * least 3 : 1 for the classes. Lane and class colours stay distinct under protanopia, deuteranopia and tritanopia; lanes
 * also differ in dash pattern and marker (palette.ts).
 */
export const theme = css`
  :host {
    --snn-surface: light-dark(#faf9f6, #141619);
    --snn-panel: light-dark(#ffffff, #1b1e22);
    --snn-ink: light-dark(#1b1d21, #eceef0);
    --snn-muted: light-dark(#5b6068, #a3aab2);
    --snn-faint: light-dark(#bdbab2, #565d66);
    --snn-grid: light-dark(#ebe9e4, #2b2f35);
    --snn-border: light-dark(#dedbd4, #343941);

    --snn-accent: light-dark(#0d6a70, #5cc8cc);
    --snn-on-accent: light-dark(#ffffff, #0d1416);
    --snn-focus: light-dark(#0d6a70, #7fe0e3);
    --snn-danger: light-dark(#b3261e, #ff8f85);
    --snn-warning: light-dark(#7a5200, #e9bd5b);
    --snn-good: light-dark(#1d6b3a, #78d197);

    --snn-lane-0: light-dark(#bd4f0a, #f5814f);
    --snn-lane-1: light-dark(#0a63c2, #5a9df0);
    --snn-lane-2: light-dark(#14532d, #5fe3a6);
    --snn-lane-3: light-dark(#86366f, #f0b8f4);

    --snn-class-0: light-dark(#5e2b9a, #7a4ecf);
    --snn-class-1: light-dark(#b48226, #f3c75a);
    --snn-class-2: light-dark(#3d9e98, #7beee9);
    --snn-class-3: light-dark(#8b0f49, #a54d6c);
    --snn-class-4: light-dark(#284002, #75a776);
    --snn-class-5: light-dark(#6a6e7e, #b4b6c8);

    --snn-font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
    --snn-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace;
    --snn-text-xs: 0.6875rem;
    --snn-text-sm: 0.75rem;
    --snn-text-md: 0.8125rem;
    --snn-text-base: 0.9375rem;
    --snn-text-lg: 1.125rem;
    --snn-text-xl: 1.5rem;
    --snn-text-2xl: 2rem;

    --snn-space-1: 0.25rem;
    --snn-space-2: 0.5rem;
    --snn-space-3: 0.75rem;
    --snn-space-4: 1rem;
    --snn-space-5: 1.5rem;
    --snn-space-6: 2rem;
    --snn-space-7: 3rem;

    --snn-radius: 6px;
    --snn-radius-sm: 3px;

    font-family: var(--snn-font);
    font-size: var(--snn-text-md);
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
    color: var(--snn-ink);
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--snn-focus);
    outline-offset: 2px;
    border-radius: var(--snn-radius-sm);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }
`;

export const LANE_COLORS = 4;
const CLASS_COLORS = 6;

/**
 * Resolves the tokens for a canvas and calls `changed` when the system's colour scheme or that of a container changes. Custom
 * properties read as text contain `light-dark(…)`, so a hidden probe in the host's shadow root gets each token as its colour and
 * the computed colour is read; a transition on the probe signals a change.
 */
export class PaletteController implements ReactiveController {
  private probe: HTMLElement | null = null;
  private cached: Palette | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  /** The current tokens. Throws an Error before the host has rendered into its shadow root. */
  get palette(): Palette {
    this.cached ??= this.resolve();
    return this.cached;
  }

  hostConnected(): void {
    this.cached = null;
  }

  hostDisconnected(): void {
    this.probe?.remove();
    this.probe = null;
    this.cached = null;
  }

  private resolve(): Palette {
    const probe = this.attachProbe();
    const watched = probe.style.transition;
    probe.style.transition = 'none';
    const style = getComputedStyle(probe);
    const read = (token: string): string => {
      probe.style.color = `var(--snn-${token})`;
      return style.color;
    };
    const palette: Palette = {
      ink: read('ink'),
      muted: read('muted'),
      faint: read('faint'),
      grid: read('grid'),
      surface: read('surface'),
      panel: read('panel'),
      accent: read('accent'),
      danger: read('danger'),
      lanes: Array.from({ length: LANE_COLORS }, (_, i) => read(`lane-${i}`)),
      classes: Array.from({ length: CLASS_COLORS }, (_, i) => read(`class-${i}`)),
      font: style.fontFamily,
    };
    read('ink');
    probe.style.transition = watched;
    return palette;
  }

  private attachProbe(): HTMLElement {
    if (this.probe) return this.probe;
    const root = this.host.shadowRoot;
    if (!root) throw new Error(`<${this.host.localName}> has no shadow root yet: its colours cannot be read`);
    const probe = document.createElement('span');
    probe.setAttribute('aria-hidden', 'true');
    // Properties, not a style attribute: the page's content security policy refuses the latter.
    probe.style.cssText = 'position:absolute;width:0;height:0;visibility:hidden;transition:color 1ms';
    probe.addEventListener('transitionend', () => {
      this.cached = null;
      this.changed();
    });
    root.append(probe);
    this.probe = probe;
    return probe;
  }
}
