/**
 * Every field of an experiment: its name on the page, what it takes and what it does. Validation refuses by this table and the
 * controls are drawn from it, so that an allowed range is written down once. What depends on other fields (rows held out of
 * so many, a fixed point that exists) is in validate.ts.
 */
import { DATASET_FIELDS } from './dataset-fields';
import type { Field } from './field';
import { LANE_FIELDS } from './lane-fields';
import { TRAINING_FIELDS } from './training-fields';

export const FIELDS: readonly Field[] = [...DATASET_FIELDS, ...TRAINING_FIELDS, ...LANE_FIELDS];

const byPath = new Map(FIELDS.map((field) => [field.path, field]));

/** The field at a path, undefined where there is none: 'dataset.noise', 'lane.depth', and 'lanes.2.depth' for the same. */
export function findField(path: string): Field | undefined {
  return byPath.get(path.replace(/^lanes\.\d+\./, 'lane.'));
}

/** The field at a path that is known to exist; throws a RangeError where it does not. */
export function fieldOf(path: string): Field {
  const field = findField(path);
  if (!field) throw new RangeError(`an experiment has no field '${path}'`);
  return field;
}
