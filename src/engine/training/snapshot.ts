/** From what was read of a lane to what the page is told of it. */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot } from '../../experiment/snapshot';
import { requireConstants } from '../../predictions/resolved-constants';
import type { HeldOutResult } from './evaluator';
import type { LaneReading } from './reading';

export function laneSnapshot(
  recipe: CompleteRecipe,
  { loss, accuracy, layers, millisecondsPerStep, cost }: LaneReading,
  heldOut: HeldOutResult | null,
  { running, dispatchesPerStep }: { running: boolean; dispatchesPerStep: number },
): LaneSnapshot {
  const { alpha, lambda } = requireConstants(recipe);
  const diverged = !Number.isFinite(loss) || layers.some(({ nonFinite }) => nonFinite > 0);
  return {
    label: recipe.label,
    status: diverged ? 'diverged' : running ? 'running' : 'paused',
    alpha,
    lambda,
    loss,
    accuracy,
    heldOutLoss: heldOut?.loss ?? null,
    heldOutAccuracy: heldOut?.accuracy ?? null,
    confusion: heldOut?.confusion ?? null,
    millisecondsPerStep,
    dispatchesPerStep,
    cost,
    layers,
  };
}
