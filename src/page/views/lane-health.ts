import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { formatNumber } from '../charts/format';

/** Variances this many times below or above the target count as vanished or exploded. */
const FAR = 1e3;

/** How a lane fares: what a glance at its last layer says, and at which layer (from 0) numbers end. */
export type LaneHealth =
  | { kind: 'steady' }
  | { kind: 'vanished' | 'exploded'; variance: number }
  | { kind: 'diverged'; layer: number | null };

const STANDARD: Moments = { mean: 0, variance: 1 };

/** The fixed point that a recipe aims for; (0, 1) before there is a recipe. */
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

/** "vanished: 7e-11", "diverged: layer 5"; empty for a lane that is steady. */
export function healthRemark(fate: LaneHealth): string {
  if (fate.kind === 'steady') return '';
  if (fate.kind === 'diverged') return fate.layer === null ? 'diverged' : `diverged: layer ${fate.layer + 1}`;
  return `${fate.kind}: ${formatNumber(fate.variance)}`;
}
