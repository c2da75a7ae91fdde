import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { formatNumber } from '../charts/format';

/** Variances more than this many times below or above the target count as vanished or exploded. */
const FAR = 1e3;

/** The health of a lane: the state of its last layer's variance, or the first layer that is NaN (from 0). */
export type LaneHealth =
  | { kind: 'steady' }
  | { kind: 'vanished' | 'exploded'; variance: number }
  | { kind: 'diverged'; layer: number | null };

const STANDARD: Moments = { mean: 0, variance: 1 };

/** Returns the fixed point of a recipe; (0, 1) without a recipe. */
export function targetOf(recipe: CompleteRecipe | undefined): Moments {
  return recipe?.fixedPoint ?? STANDARD;
}

export function laneHealth(lane: LaneSnapshot, target: Moments): LaneHealth {
  const broken = lane.layers.findIndex(({ mean, variance }) => Number.isNaN(mean) || Number.isNaN(variance));
  if (broken >= 0 || lane.status === 'diverged') return { kind: 'diverged', layer: broken >= 0 ? broken : null };
  const variance = lane.layers.at(-1)?.variance ?? target.variance;
  if (variance < target.variance / FAR) return { kind: 'vanished', variance };
  if (variance > target.variance * FAR) return { kind: 'exploded', variance };
  return { kind: 'steady' };
}

/** "vanished: 7e-11", "diverged: layer 5"; empty for a steady lane. */
export function healthRemark(health: LaneHealth): string {
  if (health.kind === 'steady') return '';
  if (health.kind === 'diverged') return health.layer === null ? 'diverged' : `diverged: layer ${health.layer + 1}`;
  return `${health.kind}: ${formatNumber(health.variance)}`;
}
