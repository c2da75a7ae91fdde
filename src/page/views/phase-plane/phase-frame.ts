/** The visible part of the (mean, variance) plane, and how a target moves in it. */
import type { Moments } from '../../../theory/moments';
import type { PhaseFrame } from '../../../predictions/phase-flow';
import { fieldOf } from '../../../experiment/fields';
import { solveFixedPoint } from '../../../theory/fixed-point';

/** The frame extends this many standard deviations to both sides of mean 0: beyond √ν no target has a solution. */
const MEAN_DEVIATIONS = 1.5;
/** The frame extends by this factor below and above its middle variance, so that ¼, 1 and 4 are in one frame. */
const VARIANCE_FACTOR = 5;
/** Step of an arrow key, as a share of the frame's middle variance or its standard deviation. */
const STEP = 0.05;
/** Steps of the Page keys. */
const PAGE = 10;
/** A dragged mean within this share of a standard deviation snaps to 0. */
const SNAP = 0.03;

/** Returns the frame for a target. It is centred on a power of four, so that it stays in place while the target moves a little. */
export function frameAround({ variance }: Moments): PhaseFrame {
  const middle = middleOf(variance);
  const limit = MEAN_DEVIATIONS * Math.sqrt(middle);
  return {
    mean: { min: -limit, max: limit },
    variance: { min: middle / VARIANCE_FACTOR, max: middle * VARIANCE_FACTOR },
  };
}

function middleOf(variance: number): number {
  return 4 ** Math.round(Math.log(variance) / Math.log(4));
}

/** Returns where a key moves a target; null for a key that does not move it. */
export function targetAfterKey(key: string, { mean, variance }: Moments): Moments | null {
  const middle = middleOf(variance);
  const step = { mean: STEP * Math.sqrt(middle), variance: STEP * middle };
  const along = (steps: number) => ({ mean: onGrid(mean + steps * step.mean, step.mean), variance });
  const up = (steps: number) => ({ mean, variance: withinField(onGrid(variance + steps * step.variance, step.variance)) });
  const moves: Record<string, () => Moments> = {
    ArrowLeft: () => along(-1),
    ArrowRight: () => along(1),
    ArrowDown: () => up(-1),
    ArrowUp: () => up(1),
    PageDown: () => up(-PAGE),
    PageUp: () => up(PAGE),
    Home: () => ({ mean: 0, variance: 1 }),
  };
  return Object.hasOwn(moves, key) ? moves[key]() : null;
}

/** Returns the target for a point of the plane: limited to the frame and rounded to the precision of the drawing. */
export function targetAt({ mean, variance }: Moments, frame: PhaseFrame): Moments {
  const sd = frame.mean.max / MEAN_DEVIATIONS;
  const within = Math.min(frame.mean.max, Math.max(frame.mean.min, mean));
  return {
    mean: Math.abs(within) < SNAP * sd ? 0 : onGrid(within, sd / 100),
    variance: withinField(Number(Math.min(frame.variance.max, Math.max(frame.variance.min, variance)).toPrecision(2))),
  };
}

function onGrid(value: number, step: number): number {
  // Removes rounding noise, and turns −0 into 0.
  return Number((Math.round(value / step) * step).toPrecision(6)) || 0;
}

const VARIANCES = fieldOf('lane.fixedPoint.variance');

function withinField(variance: number): number {
  if (VARIANCES.kind !== 'number') return variance;
  return Math.min(VARIANCES.max, Math.max(VARIANCES.min, variance));
}

/** Whether some α and λ have this fixed point. */
export function isPossible(target: Moments): boolean {
  return solveFixedPoint(target) !== null;
}
