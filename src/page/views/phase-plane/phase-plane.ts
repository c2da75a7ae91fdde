import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { realizationOf } from '../../../experiment/realization';
import type { LaneSnapshot, Snapshot } from '../../../experiment/snapshot';
import { normalizationOf } from '../../../normalizations/catalogue';
import type { Moments } from '../../../theory/moments';
import { decadeTicks } from '../../charts/domain';
import { formatTick } from '../../charts/format';
import { baseOptions, horizontalAxis, SMALL_TEXT_SIZE, verticalAxis } from '../../charts/options';
import { laneColor, type Palette } from '../../design/palette';
import { phaseField, type PhaseField } from '../../charts/plugins/phase-field';
import { phaseLayers } from '../../charts/plugins/phase-layers';
import type { DrawnChart, LineChart, LineConfiguration } from '../../charts/register';
import { admissibleMeans } from '../../../theory/fixed-point';
import { theme } from '../../design/theme';
import { canvasOf } from '../live-view';
import { phaseFlow, type Flow } from '../../../predictions/phase-flow';
import { frameAround, isPossible, targetAfterKey, targetAt } from './phase-frame';
import type { PhaseFrame } from '../../../predictions/phase-flow';
import { phaseKeys, type PhaseMarks } from './phase-keys';
import { targetNumbers } from './phase-numbers';
import { phaseStyles } from './phase-styles';
import { flowSentence, isAtTarget, momentsInWords, planeSentence, strayedSentence } from './phase-words';
import { PointerDrag } from './pointer-drag';
import { SnapshotView } from '../snapshot-view';
import { momentsTable } from '../tables';
import { viewStyles } from '../../design/view-styles';

/** Theorem 1 of Klambauer et al. 2017: in this box, with τ from 0.95 to 1.1 and |ω| ≤ 0.1, SELU's map is a contraction. */
const THEOREM_1 = {
  mean: { min: -0.1, max: 0.1 },
  variance: { min: 0.8, max: 1.5 },
  name: 'Theorem 1',
};
/** Snapshots that a layer's trail goes back. */
const TRAIL = 6;

/**
 * The plane of mean and variance for one lane: the flow of its layers' map, with the fixed point that it leads to, and every live
 * layer as a dot. A SELU lane's target can be dragged or moved by the arrow keys: fires 'target-change' (Moments) for each place
 * that α and λ can be solved for.
 */
@customElement('snn-phase-plane')
export class PhasePlane extends SnapshotView {
  static override styles = [theme, viewStyles, phaseStyles];

  /** Which lane, from 0. */
  @property({ type: Number }) lane = 0;
  /** Where a person holds the target, ahead of the experiment or where none can be. */
  @state() private held: Moments | null = null;

  private recent: Snapshot[] = [];
  private frame: PhaseFrame = frameAround({ mean: 0, variance: 1 });
  private flow: Flow | null = null;
  /** What `flow` was found for. */
  private flowFor = '';
  private field: PhaseField | null = null;
  private readonly drag = new PointerDrag(
    (x, y) => this.dragTo(x, y),
    () => this.release(),
  );
  private readonly plot = this.addPlot({
    canvas: () => canvasOf(this, 'canvas'),
    configure: (palette) => this.configure(palette),
    update: (chart, palette) => this.updateChart(chart, palette),
  });

  protected override replaced(before: Snapshot | null): void {
    const { newest } = this;
    if (!newest || !before || newest.step < before.step || newest.lanes.length !== before.lanes.length) this.recent = [];
    if (newest) this.recent = [...this.recent, newest].slice(-TRAIL);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A target that was sent is the experiment's own by now, or was refused.
    if ((changed.has('experiment') || changed.has('lane')) && !this.drag.active) this.held = null;
    const { recipe } = this;
    if (!recipe) return;
    if (!this.drag.active) this.frame = frameAround(recipe.fixedPoint);
    const { label: _, ...rest } = recipe;
    const flowFor = JSON.stringify([rest, this.frame]);
    if (flowFor === this.flowFor) return;
    this.flowFor = flowFor;
    this.flow = phaseFlow(recipe, this.frame);
    this.field = null;
  }

  protected override render(): TemplateResult {
    const { recipe, of: laneSnapshot } = this;
    return html`
      <figure>
        <div class="plot"><canvas role="img" aria-label=${this.sentence}></canvas></div>
        ${recipe?.activation === 'selu' ? this.renderHandle() : nothing}
        ${laneSnapshot ? nothing : html`<p class="empty">Waiting for the first step</p>`}
      </figure>
      ${recipe ? phaseKeys(this.lane, this.marks) : nothing}
      <p class="verdict">${this.verdict}</p>
      ${recipe?.activation === 'selu' ? targetNumbers({ ...recipe, fixedPoint: this.target }) : nothing}
      ${laneSnapshot ? momentsTable([laneSnapshot], laneSnapshot.layers.length) : nothing}
    `;
  }

  private renderHandle(): TemplateResult {
    const { target } = this;
    const possible = isPossible(target);
    return html`<div
      class="handle ${possible ? '' : 'impossible'}"
      role="slider"
      tabindex="0"
      aria-label="Target: left and right move the mean, up and down the variance"
      aria-orientation="vertical"
      aria-valuenow=${target.variance}
      aria-valuetext=${momentsInWords(target) + (possible ? '' : ': no α and λ make this a fixed point')}
      @pointerdown=${this.drag.start}
      @pointermove=${this.drag.follow}
      @pointerup=${this.drag.stop}
      @pointercancel=${this.drag.stop}
      @keydown=${this.press}
      @blur=${this.release}
    ></div>`;
  }

  private get of(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  /** The lane's, with the target where a person holds it. */
  private get recipe(): CompleteRecipe | undefined {
    const recipe = this.experiment?.lanes[this.lane];
    if (!recipe || !this.held || !isPossible(this.held)) return recipe;
    return { ...recipe, fixedPoint: this.held };
  }

  private get target(): Moments {
    return this.held ?? this.recipe?.fixedPoint ?? { mean: 0, variance: 1 };
  }

  /** What is to be seen besides the layers. */
  private get marks(): PhaseMarks {
    const { restApart, frame, flow } = this;
    return {
      box: this.box !== null,
      target: this.recipe?.activation === 'selu',
      rest: restApart !== null && restApart.variance >= frame.variance.min && restApart.variance <= frame.variance.max,
      shade: flow?.limit.kind === 'point',
      curve: flow?.limit.kind === 'many',
    };
  }

  /** Where the theorem speaks of this lane. */
  private get box(): typeof THEOREM_1 | null {
    const { recipe, flow } = this;
    if (!flow || recipe?.activation !== 'selu' || recipe.dropout.kind === 'standard') return null;
    if (normalizationOf(recipe.normalization).normalizes !== 'nothing') return null;
    const { mean, variance } = recipe.fixedPoint;
    return mean === 0 && variance === 1 && flow.tau >= 0.95 && flow.tau <= 1.1 ? THEOREM_1 : null;
  }

  private configure(palette: Palette): LineConfiguration {
    return {
      type: 'line',
      data: { datasets: [] },
      options: {
        ...baseOptions(palette),
        layout: { padding: { top: 20, right: 10 } },
        scales: {
          x: horizontalAxis(palette, { title: 'mean', format: formatTick }),
          y: verticalAxis(palette, {
            type: 'logarithmic',
            ticks: (min, max) =>
              decadeTicks({ min: min / 3, max: max * 3 }, 10).filter((tick) => tick >= min * 0.999 && tick <= max * 1.001),
            format: formatTick,
            width: 40,
          }),
        },
      },
      plugins: [
        phaseField(() => this.field),
        phaseLayers(() => ({
          trail: this.recent.map(({ lanes }) => lanes[this.lane]?.layers ?? []),
          rest: this.restApart,
          color: laneColor(palette, this.lane),
          palette,
        })),
        {
          id: 'around-phase-plane',
          afterDraw: (chart) => {
            nameVariance(chart, palette);
            this.placeHandle(chart);
          },
        },
      ],
    };
  }

  private updateChart(chart: LineChart, palette: Palette): void {
    const { x, y } = chart.options.scales ?? {};
    if (x) Object.assign(x, this.frame.mean);
    if (y) Object.assign(y, this.frame.variance);
    if (this.field?.palette === palette) return;
    const { flow } = this;
    this.field = {
      map: flow?.map ?? null,
      settles: (entering) => flow?.limit.kind === 'point' && flow.converges(entering),
      curve: flow?.limit.kind === 'many',
      admissible: this.recipe?.activation === 'selu' ? meansAt : null,
      box: this.box,
      palette,
    };
  }

  /** The fixed point, where the target's own mark does not show it already. */
  private get restApart(): Moments | null {
    const { flow, recipe } = this;
    const rest = flow?.limit.kind === 'point' ? flow.limit.at : null;
    if (!rest || (recipe?.activation === 'selu' && isAtTarget(rest, recipe.fixedPoint))) return null;
    return rest;
  }

  private placeHandle({ scales: { x, y } }: DrawnChart): void {
    const handle = this.renderRoot.querySelector<HTMLElement>('.handle');
    if (!handle) return;
    const [left, top] = [x.getPixelForValue(this.target.mean), y.getPixelForValue(this.target.variance)];
    handle.style.transform = `translate(${left}px, ${top}px)`;
  }

  private dragTo(clientX: number, clientY: number): void {
    const chart = this.plot.chart;
    if (!chart) return;
    const box = chart.canvas.getBoundingClientRect();
    const mean = chart.scales.x.getValueForPixel(clientX - box.left) ?? NaN;
    const variance = chart.scales.y.getValueForPixel(clientY - box.top) ?? NaN;
    this.hold(targetAt({ mean, variance }, this.frame));
  }

  private readonly press = (pressed: KeyboardEvent): void => {
    const moved = targetAfterKey(pressed.key, this.target);
    if (!moved) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    this.hold(moved);
  };

  private hold(wanted: Moments): void {
    // SELU in other units keeps the mean of 0 alone.
    const target = this.recipe && realizationOf(this.recipe) !== 'solved' ? { ...wanted, mean: 0 } : wanted;
    const { mean, variance } = this.target;
    if (target.mean === mean && target.variance === variance) return;
    this.held = target;
    if (isPossible(target)) this.dispatchEvent(new CustomEvent('target-change', { detail: target }));
  }

  /** A target that cannot be goes back to the last one that could. */
  private readonly release = (): void => {
    if (this.held && !isPossible(this.held)) this.held = null;
    // The frame, which stood still under the drag, follows.
    this.requestUpdate();
    this.redraw();
  };

  private get verdict(): string {
    const { recipe, held } = this;
    if (!recipe) return '';
    if (held && !isPossible(held)) return `No α and λ make ${momentsInWords(held)} a fixed point.`;
    const { of, newest } = this;
    const strayed = of && newest ? strayedSentence(recipe, of, newest.step) : '';
    const diverged = of?.status === 'diverged' ? 'This network has diverged. ' : '';
    return diverged + flowSentence(recipe, this.flow, this.frame) + strayed;
  }

  private get sentence(): string {
    const { of, newest } = this;
    if (!of || !newest) return 'Phase plane of mean and variance: waiting for the first step';
    return `${planeSentence(of, newest.step, this.frame)} ${this.verdict}`;
  }
}

function meansAt(variance: number): { min: number; max: number } {
  const { low, high } = admissibleMeans(variance);
  return { min: low, max: high };
}

/** Above its axis, where a vertical axis has room for its name. */
function nameVariance({ ctx, chartArea }: DrawnChart, palette: Palette): void {
  ctx.save();
  ctx.font = `${SMALL_TEXT_SIZE}px ${palette.font}`;
  ctx.fillStyle = palette.muted;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText('variance, log scale', chartArea.left - 34, chartArea.top - 8);
  ctx.restore();
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-phase-plane': PhasePlane;
  }
  interface HTMLElementEventMap {
    'target-change': CustomEvent<Moments>;
  }
}
