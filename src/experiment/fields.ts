/**
 * Every field of an experiment: its label, its allowed values and its effect. Validation and the controls use this table, so each range
 * is stated once. validate.ts has the checks that depend on several fields, such as the existence of a fixed point.
 */
import { DATASET_FIELDS } from './dataset-fields';
import type { Field } from './field';
import { LANE_FIELDS } from './lane-fields';
import { TRAINING_FIELDS } from './training-fields';

export const FIELDS: readonly Field[] = [...DATASET_FIELDS, ...TRAINING_FIELDS, ...LANE_FIELDS];

const byPath = new Map(FIELDS.map((field) => [field.path, field]));

/** Returns the field at a path such as 'dataset.noise', 'lane.depth' or 'lanes.2.depth'; undefined if there is none. */
export function findField(path: string): Field | undefined {
  return byPath.get(path.replace(/^lanes\.\d+\./, 'lane.'));
}

/** Returns the field at a path. @throws RangeError if there is none */
export function fieldOf(path: string): Field {
  const field = findField(path);
  if (!field) throw new RangeError(`an experiment has no field '${path}'`);
  return field;
}
