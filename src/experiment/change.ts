/** The effect of switching from one experiment to another on the networks in training. */
import type { CompleteExperiment } from './experiment';
import { FIELDS } from './fields';
import { valueAt } from './paths';
import { initialGain } from './realization';

/** Returns the next experiment from the current one. @throws RecipeError if the result is invalid */
export type Edit = (current: CompleteExperiment) => CompleteExperiment;

/** The difference in one lane: none, only the label, or the network. */
export type LaneChange = 'none' | 'label' | 'network';

/** Marks a `Change`. It is not exported, so that no other module can make one. The copy sent to the worker lacks only this mark. */
const CLASSIFIED: unique symbol = Symbol('classified');

/**
 * An experiment to switch to, with its classified difference from the current one. `classifyChange` makes it once, when the change is
 * applied, and the trainer uses it without comparing the experiments again.
 */
export interface Change {
  readonly [CLASSIFIED]: true;
  readonly experiment: CompleteExperiment;
  /** Whether it applies to the running networks ('live') or restarts training with the same seed ('rebuild'); 'none' if nothing differs. */
  readonly change: 'none' | 'live' | 'rebuild';
  /** Whether the dataset differs, or how it is drawn, split or standardised. */
  readonly otherData: boolean;
  /** One entry per lane of `experiment`. */
  readonly lanes: readonly LaneChange[];
}

const LANE_FIELDS = FIELDS.filter(({ path }) => path.startsWith('lane.'));
const SHARED_FIELDS = FIELDS.filter(({ path }) => !path.startsWith('lane.'));

/**
 * Returns the change from `before` to `after`, classified by `live` of the fields that differ (fields.ts). A different number of lanes
 * restarts training, and so does a live field on which the initial weights depend.
 */
export function classifyChange(before: CompleteExperiment, after: CompleteExperiment): Change {
  const shared = SHARED_FIELDS.filter(({ path }) => valueAt(before, path) !== valueAt(after, path));
  const perLane = after.lanes.map((lane, i) =>
    LANE_FIELDS.filter(({ path }) => valueAt({ lane: before.lanes[i] }, path) !== valueAt({ lane }, path)),
  );
  const differing = [...shared, ...perLane.flat()];
  const rebuild =
    before.lanes.length !== after.lanes.length ||
    differing.some(({ live }) => !live) ||
    after.lanes.some((lane, i) => initialGain(before.lanes[i]) !== initialGain(lane));
  return {
    [CLASSIFIED]: true,
    experiment: after,
    change: rebuild ? 'rebuild' : differing.length > 0 ? 'live' : 'none',
    otherData: shared.some(({ path }) => path.startsWith('dataset.')),
    lanes: perLane.map((fields) =>
      fields.length === 0 ? 'none' : fields.every(({ path }) => path === 'lane.label') ? 'label' : 'network',
    ),
  };
}
