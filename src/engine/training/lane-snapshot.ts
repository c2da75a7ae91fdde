import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot } from '../../experiment/snapshot';
import { requireConstants } from '../../predictions/resolved-constants';
import type { HeldOutResult } from './evaluator';
import type { LaneReading } from './reading';

/** A lane's part of a snapshot: its newest reading and its newest evaluation on held-out rows. */
export function laneSnapshot(
  recipe: CompleteRecipe,
  reading: LaneReading,
  heldOut: HeldOutResult | null,
  running: boolean,
): LaneSnapshot {
  const { alpha, lambda } = requireConstants(recipe);
  const diverged = !Number.isFinite(reading.loss) || reading.layers.some(({ nonFinite }) => nonFinite > 0);
  return {
    ...reading,
    label: recipe.label,
    status: diverged ? 'diverged' : running ? 'running' : 'paused',
    alpha,
    lambda,
    heldOutLoss: heldOut?.loss ?? null,
    heldOutAccuracy: heldOut?.accuracy ?? null,
    confusion: heldOut?.confusion ?? null,
  };
}
