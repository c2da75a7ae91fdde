/** What charts of quantities against layer show: the depth profile and the signal profile. */
import type { CompleteExperiment } from '../../../experiment/experiment';
import type { Snapshot } from '../../../experiment/snapshot';
import type { DepthModel } from './depth-panel';
import { targetOf } from '../lane-health';

/** Layers along the axis: those measured, or before there are any, those that there will be. */
export function depthShown(experiment: CompleteExperiment | null, newest: Snapshot | null): number {
  const depths = newest ? newest.lanes.map(({ layers }) => layers.length) : experiment?.lanes.map(({ depth }) => depth);
  return Math.max(1, ...(depths ?? []));
}

/** @param at what is pointed at, if anything */
export function depthModel(
  experiment: CompleteExperiment | null,
  newest: Snapshot | null,
  initial: Snapshot | null,
  at: DepthModel['at'],
): DepthModel {
  return {
    lanes: newest?.lanes ?? [],
    // At its own step the first snapshot would lie under the newest.
    initial: initial && newest && initial.step < newest.step ? initial.lanes : [],
    targets: experiment?.lanes.map(targetOf) ?? [targetOf(undefined)],
    depth: depthShown(experiment, newest),
    at,
  };
}
