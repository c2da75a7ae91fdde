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
import { flowSentence, isAtTarget, momentsInWords, PHASE_WORDS, planeSentence, trainedSentence } from './phase-words';
import { PointerDrag } from './pointer-drag';
import { SnapshotView } from '../snapshot-view';
import { WAITING, waitingLabel } from '../words';
import { momentsTable } from '../tables';
import { viewStyles } from '../../design/view-styles';

/** Theorem 1 of Klambauer et al. 2017: SELU's map is a contraction in this box for τ from 0.95 to 1.1 and |ω| ≤ 0.1. */
const THEOREM_1 = {
  mean: { min: -0.1, max: 0.1 },
  variance: { min: 0.8, max: 1.5 },
  name: PHASE_WORDS.keys.theorem,
};
/** Length of a layer's trail, in snapshots. */
const TRAIL = 6;

/**
 * The plane of mean and variance for one lane: the flow of a layer's map with its fixed point, and every live layer as a dot. A
 * SELU lane's target can be dragged or moved with the arrow keys. Fires 'target-change' (Moments) for each target that α and λ can
 * be solved for.
 */
@customElement('snn-phase-plane')
export class PhasePlane extends SnapshotView {
  static override styles = [theme, viewStyles, phaseStyles];

  /** Which lane, from 0. */
  @property({ type: Number }) lane = 0;
  /** The target while a person moves it: it can be ahead of the experiment, or impossible. */
  @state() private moving: Moments | null = null;

  private recent: Snapshot[] = [];
  private frame: PhaseFrame = frameAround({ mean: 0, variance: 1 });
  private flow: Flow | null = null;
  /** The inputs of `flow`, as JSON. */
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
    // The experiment has accepted or refused the target that was sent.
    if ((changed.has('experiment') || changed.has('lane')) && !this.drag.active) this.moving = null;
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
    const { recipe, laneSnapshot } = this;
    return html`
      <figure>
        <div class="plot"><canvas role="img" aria-label=${this.sentence}></canvas></div>
        ${recipe?.activation === 'selu' ? this.renderHandle() : nothing}
        ${laneSnapshot ? nothing : html`<p class="empty">${WAITING}</p>`}
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
      aria-label=${PHASE_WORDS.handle}
      aria-orientation="vertical"
      aria-valuenow=${target.variance}
      aria-valuetext=${momentsInWords(target) + (possible ? '' : PHASE_WORDS.impossibleTarget)}
      @pointerdown=${this.drag.start}
      @pointermove=${this.drag.follow}
      @pointerup=${this.drag.stop}
      @pointercancel=${this.drag.stop}
      @keydown=${this.press}
      @blur=${this.release}
    ></div>`;
  }

  private get laneSnapshot(): LaneSnapshot | undefined {
    return this.newest?.lanes[this.lane];
  }

  /** The lane's recipe, with the target that a person is moving. */
  private get recipe(): CompleteRecipe | undefined {
    const recipe = this.experiment?.lanes[this.lane];
    if (!recipe || !this.moving || !isPossible(this.moving)) return recipe;
    return { ...recipe, fixedPoint: this.moving };
  }

  private get target(): Moments {
    return this.moving ?? this.recipe?.fixedPoint ?? { mean: 0, variance: 1 };
  }

  /** The marks that are drawn in addition to the layers. */
  private get marks(): PhaseMarks {
    const { fixedPoint, frame, flow } = this;
    return {
      box: this.box !== null,
      target: this.recipe?.activation === 'selu',
      fixedPoint: fixedPoint !== null && fixedPoint.variance >= frame.variance.min && fixedPoint.variance <= frame.variance.max,
      shade: flow?.limit.kind === 'point',
      curve: flow?.limit.kind === 'many',
    };
  }

  /** The theorem's box; null if the theorem does not apply to this lane. */
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
          x: horizontalAxis(palette, { title: PHASE_WORDS.horizontalAxis, format: formatTick }),
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
          fixedPoint: this.fixedPoint,
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

  /** The fixed point, unless the target's mark is at the same place. */
  private get fixedPoint(): Moments | null {
    const { flow, recipe } = this;
    const fixedPoint = flow?.limit.kind === 'point' ? flow.limit.at : null;
    if (!fixedPoint || (recipe?.activation === 'selu' && isAtTarget(fixedPoint, recipe.fixedPoint))) return null;
    return fixedPoint;
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
    this.moveTarget(targetAt({ mean, variance }, this.frame));
  }

  private readonly press = (pressed: KeyboardEvent): void => {
    const moved = targetAfterKey(pressed.key, this.target);
    if (!moved) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    this.moveTarget(moved);
  };

  private moveTarget(wanted: Moments): void {
    // SELU in other units is only possible with mean 0.
    const target = this.recipe && realizationOf(this.recipe) !== 'solved' ? { ...wanted, mean: 0 } : wanted;
    const { mean, variance } = this.target;
    if (target.mean === mean && target.variance === variance) return;
    this.moving = target;
    if (isPossible(target)) this.dispatchEvent(new CustomEvent('target-change', { detail: target }));
  }

  /** Resets an impossible target to the last possible one. */
  private readonly release = (): void => {
    if (this.moving && !isPossible(this.moving)) this.moving = null;
    // The frame stays in place during a drag and is updated now.
    this.requestUpdate();
    this.redraw();
  };

  private get verdict(): string {
    const { recipe, moving } = this;
    if (!recipe) return '';
    if (moving && !isPossible(moving)) return PHASE_WORDS.noSolution(momentsInWords(moving));
    const { laneSnapshot, newest } = this;
    const trained = laneSnapshot && newest ? trainedSentence(recipe, laneSnapshot, newest.step) : '';
    const diverged = laneSnapshot?.status === 'diverged' ? PHASE_WORDS.diverged : '';
    return diverged + flowSentence(recipe, this.flow, this.frame) + trained;
  }

  private get sentence(): string {
    const { laneSnapshot, newest } = this;
    if (!laneSnapshot || !newest) return waitingLabel(PHASE_WORDS.label);
    return `${planeSentence(laneSnapshot, newest.step, this.frame)} ${this.verdict}`;
  }
}

function meansAt(variance: number): { min: number; max: number } {
  const { low, high } = admissibleMeans(variance);
  return { min: low, max: high };
}

/** Writes the name of the vertical axis above it, where there is room. */
function nameVariance({ ctx, chartArea }: DrawnChart, palette: Palette): void {
  ctx.save();
  ctx.font = `${SMALL_TEXT_SIZE}px ${palette.font}`;
  ctx.fillStyle = palette.muted;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(PHASE_WORDS.verticalAxis, chartArea.left - 34, chartArea.top - 8);
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
