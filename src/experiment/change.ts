/** What a change of the experiment asks of the engine. */
import type { CompleteExperiment } from './experiment';
import { FIELDS } from './fields';
import { valueAt } from './paths';

/** Nothing changed; the running networks take it; or they are built anew under the same seed. */
export type Change = 'none' | 'live' | 'rebuild';

/** By the `live` of every field in fields.ts that differs. A change of the number of lanes rebuilds. */
export function classifyChange(before: CompleteExperiment, after: CompleteExperiment): Change {
  if (before.lanes.length !== after.lanes.length) return 'rebuild';
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
