/** The stretch of the (mean, variance) plane that is shown, and how a target moves in it. */
import type { Moments } from '../../../theory/moments';
import type { PhaseFrame } from '../../../predictions/phase-flow';
import { fieldOf } from '../../../experiment/fields';
import { solveFixedPoint } from '../../../theory/fixed-point';

/** Means reach so many standard deviations to either side: past √ν no target has a solution. */
const MEAN_REACH = 1.5;
/** Variances reach so many times below and above, so that 1, ¼ and 4 are in one frame. */
const VARIANCE_REACH = 5;
/** Of an arrow key, as a share of the frame's middle; Page keys take ten. */
const STEP = 0.05;
const PAGE = 10;
/** A mean dragged nearer to 0 than this share of a standard deviation is 0. */
const SNAP = 0.03;

/** Between powers of four it does not move, so that a target can without everything else moving too. */
export function frameAround({ variance }: Moments): PhaseFrame {
  const middle = middleOf(variance);
  const reach = MEAN_REACH * Math.sqrt(middle);
  return {
    mean: { min: -reach, max: reach },
    variance: { min: middle / VARIANCE_REACH, max: middle * VARIANCE_REACH },
  };
}

function middleOf(variance: number): number {
  return 4 ** Math.round(Math.log(variance) / Math.log(4));
}

/** Where a key moves a target; null for a key that moves nothing. */
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

/** A place of the plane as a target that a person may have meant: within the frame, and not with more digits than they can see. */
export function targetAt({ mean, variance }: Moments, frame: PhaseFrame): Moments {
  const sd = frame.mean.max / MEAN_REACH;
  const within = Math.min(frame.mean.max, Math.max(frame.mean.min, mean));
  return {
    mean: Math.abs(within) < SNAP * sd ? 0 : onGrid(within, sd / 100),
    variance: withinField(Number(Math.min(frame.variance.max, Math.max(frame.variance.min, variance)).toPrecision(2))),
  };
}

function onGrid(value: number, step: number): number {
  // Free of the last bits' noise, and of −0.
  return Number((Math.round(value / step) * step).toPrecision(6)) || 0;
}

const VARIANCES = fieldOf('lane.fixedPoint.variance');

function withinField(variance: number): number {
  if (VARIANCES.kind !== 'number') return variance;
  return Math.min(VARIANCES.max, Math.max(VARIANCES.min, variance));
}

/** Whether α and λ make this a fixed point. */
export function isPossible(target: Moments): boolean {
  return solveFixedPoint(target) !== null;
}
