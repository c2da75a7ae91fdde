/** The data of charts by layer: the depth profile and the signal profile. */
import type { CompleteExperiment } from '../../../experiment/experiment';
import type { Snapshot } from '../../../experiment/snapshot';
import type { DepthModel } from './depth-panel';
import { targetOf } from '../lane-health';

/** Returns the number of layers on the axis: those measured, or those of the experiment before the first snapshot. */
export function depthShown(experiment: CompleteExperiment | null, newest: Snapshot | null): number {
  const depths = newest ? newest.lanes.map(({ layers }) => layers.length) : experiment?.lanes.map(({ depth }) => depth);
  return Math.max(1, ...(depths ?? []));
}

/** @param at the place that the cursor marks, if any */
export function depthModel(
  experiment: CompleteExperiment | null,
  newest: Snapshot | null,
  initial: Snapshot | null,
  at: DepthModel['at'],
): DepthModel {
  return {
    lanes: newest?.lanes ?? [],
    // The first snapshot is not drawn while it is also the newest.
    initial: initial && newest && initial.step < newest.step ? initial.lanes : [],
    targets: experiment?.lanes.map(targetOf) ?? [targetOf(undefined)],
    depth: depthShown(experiment, newest),
    at,
  };
}
