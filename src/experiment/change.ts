/** What the step from one experiment to the next asks of the networks that train. */
import type { CompleteExperiment } from './experiment';
import { FIELDS } from './fields';
import { valueAt } from './paths';
import { initialGain } from './realization';

/** Makes the next experiment from the current one. Throws a RecipeError where the outcome is not allowed. */
export type Edit = (current: CompleteExperiment) => CompleteExperiment;

/** What differs in one lane: nothing, its label alone, or its network. */
export type LaneChange = 'none' | 'label' | 'network';

/** Not exported, so that no other module can make a `Change`. A copy in the worker lacks the mark and carries everything else. */
const CLASSIFIED: unique symbol = Symbol('classified');

/**
 * An experiment to switch to, with all that the engine needs to know of the difference from the current one. Only `classifyChange`
 * makes one: it is made once, when the change is applied, and travels from there to the trainer, which compares nothing again.
 */
export interface Change {
  readonly [CLASSIFIED]: true;
  readonly experiment: CompleteExperiment;
  /** The running networks take it ('live'), they are built again under the same seed ('rebuild'), or nothing differs ('none'). */
  readonly change: 'none' | 'live' | 'rebuild';
  /** Whether the dataset is another, or is drawn, split or scaled in another way. */
  readonly otherData: boolean;
  /** One entry a lane of `experiment`. */
  readonly lanes: readonly LaneChange[];
}

const LANE_FIELDS = FIELDS.filter(({ path }) => path.startsWith('lane.'));
const SHARED_FIELDS = FIELDS.filter(({ path }) => !path.startsWith('lane.'));

/**
 * The step from `before` to `after`, by the `live` of every field in fields.ts that differs. Another number of lanes rebuilds, and so
 * does a live field that the initial weights depend on.
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
