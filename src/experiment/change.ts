/** What a change of the experiment is, and what it asks of the engine. */
import type { CompleteExperiment, DeepPartial, Experiment } from './experiment';
import { FIELDS } from './fields';
import { nest, valueAt } from './paths';
import { initialGain } from './realization';

/** Nothing changed; the running networks take it; or they are built anew under the same seed. */
export type Change = 'none' | 'live' | 'rebuild';

/** By the `live` of every field in fields.ts that differs. A change of the number of lanes rebuilds. */
export function classifyChange(before: CompleteExperiment, after: CompleteExperiment): Change {
  if (before.lanes.length !== after.lanes.length) return 'rebuild';
  // These weights are drawn to fit the target.
  if (before.lanes.some((lane, i) => initialGain(lane) !== initialGain(after.lanes[i]))) return 'rebuild';
  let change: Change = 'none';
  for (const { path, live } of FIELDS) {
    const differs = path.startsWith('lane.')
      ? before.lanes.some((lane, i) => valueAt({ lane }, path) !== valueAt({ lane: after.lanes[i] }, path))
      : valueAt(before, path) !== valueAt(after, path);
    if (differs && !live) return 'rebuild';
    if (differs) change = 'live';
  }
  return change;
}

/**
 * What of `after` differs from `before`, to be merged into an experiment. Lanes are replaced as a whole, and a dataset of another
 * name is said in full: left out, its numbers would be its defaults.
 */
export function changeBetween(before: CompleteExperiment, after: CompleteExperiment): DeepPartial<Experiment> {
  const otherData = before.dataset.name !== after.dataset.name;
  const paths = FIELDS.map(({ path }) => path).filter((path) => !path.startsWith('lane.'));
  const differing = paths.filter((path) => valueAt(before, path) !== valueAt(after, path));
  const change: DeepPartial<Experiment> = nest(new Map(differing.map((path) => [path, valueAt(after, path)])));
  return {
    ...change,
    ...(otherData ? { dataset: after.dataset } : {}),
    ...(JSON.stringify(before.lanes) === JSON.stringify(after.lanes) ? {} : { lanes: after.lanes }),
  };
}
