import type { Snapshot } from '../../experiment/snapshot';

/** Scalars of a lane that are kept over time. Those of its layers follow. */
export type LaneQuantity = 'loss' | 'accuracy' | 'heldOutLoss' | 'heldOutAccuracy';
export const LAYER_QUANTITIES = ['mean', 'variance', 'gradientVariance', 'omega', 'omegaStd', 'tau', 'tauStd'] as const;
export type LayerQuantity = (typeof LAYER_QUANTITIES)[number];

/** The scalars of one kept snapshot; NaN if not measured. */
export interface HistoryPoint {
  readonly step: number;
  readonly seconds: number;
  readonly lanes: readonly LanePoint[];
}

export type LanePoint = Readonly<Record<LaneQuantity, number>> & {
  /** [layers, LAYER_QUANTITIES], row-major. */
  readonly layers: Float32Array;
};

const MOST_POINTS = 2000;

/**
 * The run so far, in bounded memory. At 2000 points every second one is dropped and the stride between kept snapshots doubles, so that
 * points stay evenly spaced; the first and the newest snapshot are always kept. A snapshot of an earlier step than the newest, or with
 * other lanes, starts a new run. Fires 'change' when it has grown or was cleared.
 */
export class RunHistory extends EventTarget {
  private kept: HistoryPoint[] = [];
  /** One of `stride` snapshots is kept; `sinceKept` have come since the last one. */
  private stride = 1;
  private sinceKept = 0;
  private firstSnapshot: Snapshot | null = null;
  private lastSnapshot: Snapshot | null = null;

  constructor(private readonly most = MOST_POINTS) {
    super();
  }

  /** The first snapshot of the run: normally that of step 0. */
  get initial(): Snapshot | null {
    return this.firstSnapshot;
  }

  get latest(): Snapshot | null {
    return this.lastSnapshot;
  }

  /** In the order of steps. */
  get points(): readonly HistoryPoint[] {
    return this.kept;
  }

  add(snapshot: Snapshot): void {
    const last = this.lastSnapshot;
    if (last && (snapshot.step < last.step || !sameShape(snapshot, last))) this.forget();
    const again = last?.step === snapshot.step && this.kept.length > 0;
    // The newest point is replaced unless it falls on the stride. A second snapshot of the same step, as after a pause, replaces the
    // first because it may have newer held-out figures.
    if (this.kept.length > 0 && (again || this.sinceKept > 0)) this.kept.pop();
    if (!again && this.kept.length > 0) this.sinceKept = (this.sinceKept + 1) % this.stride;
    this.kept.push(pointOf(snapshot));
    this.firstSnapshot = this.kept.length === 1 ? snapshot : this.firstSnapshot;
    this.lastSnapshot = snapshot;
    if (this.kept.length > this.most) this.thin();
    this.dispatchEvent(new Event('change'));
  }

  clear(): void {
    this.forget();
    this.dispatchEvent(new Event('change'));
  }

  private forget(): void {
    this.kept = [];
    this.stride = 1;
    this.sinceKept = 0;
    this.firstSnapshot = null;
    this.lastSnapshot = null;
  }

  private thin(): void {
    const last = this.kept.length - 1;
    // The number of snapshots from the last permanent point to the newest point, which is kept only until the next one arrives.
    const since = (this.sinceKept || this.stride) + (last % 2 === 0 ? this.stride : 0);
    this.stride *= 2;
    this.sinceKept = since % this.stride;
    this.kept = this.kept.filter((_, i) => i % 2 === 0 || i === last);
  }

  /** A scalar of a layer (from 0) at a kept point; NaN if there is no such lane or layer. */
  static layerValue(point: HistoryPoint, lane: number, layer: number, quantity: LayerQuantity): number {
    return point.lanes[lane]?.layers[layer * LAYER_QUANTITIES.length + LAYER_QUANTITIES.indexOf(quantity)] ?? NaN;
  }
}

function sameShape(a: Snapshot, b: Snapshot): boolean {
  return a.lanes.length === b.lanes.length && a.lanes.every((lane, i) => lane.layers.length === b.lanes[i].layers.length);
}

function pointOf({ step, seconds, lanes }: Snapshot): HistoryPoint {
  return {
    step,
    seconds,
    lanes: lanes.map(({ status, loss, accuracy, heldOutLoss, heldOutAccuracy, layers }) => ({
      loss,
      // With NaN logits the first class counts as predicted, so this accuracy is meaningless.
      accuracy: status === 'diverged' ? NaN : accuracy,
      heldOutLoss: heldOutLoss ?? NaN,
      heldOutAccuracy: status === 'diverged' ? NaN : (heldOutAccuracy ?? NaN),
      layers: Float32Array.from(
        layers.flatMap(({ mean, variance, gradient, weights: { omegaMean, omegaStd, tauMean, tauStd } }) => [
          mean,
          variance,
          gradient.variance,
          omegaMean,
          omegaStd,
          tauMean,
          tauStd,
        ]),
      ),
    })),
  };
}
