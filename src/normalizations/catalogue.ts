/**
 * Every normalisation the playground knows: one record each. Menus, messages, memory, theory and the tests iterate over this list.
 * CONTRIBUTING.md says how to add one.
 */
import { keysOf } from '../math/keys-of';
import { batch } from './batch';
import { layer } from './layer';
import { none } from './none';
import type { ActivationStatistics, NormalizationRecord } from './record';
import { weight } from './weight';

const RECORDS = { none, batch, layer, weight };

export type NormalizationName = keyof typeof RECORDS;

/** What each normalisation acts on, by its name: what an implementation has to match. */
export type NormalizationKinds = { [Name in NormalizationName]: (typeof RECORDS)[Name]['normalizes'] };

/** In the order of the menu. */
export const NORMALIZATIONS: readonly NormalizationName[] = keysOf(RECORDS);

const byName = new Map<string, NormalizationRecord>(Object.entries(RECORDS));

/** The record of a normalisation. Throws a RangeError for a name that is not in the catalogue. */
export function normalizationOf(name: NormalizationName): NormalizationRecord {
  const record = byName.get(name);
  if (!record) throw new RangeError(`no normalisation is called '${name}'`);
  return record;
}

/** The moments by which a normalisation normalises activations; null for one that leaves them alone. */
export function activationStatistics(name: NormalizationName): ActivationStatistics | null {
  const record = normalizationOf(name);
  return record.normalizes === 'activations' ? record.statistics : null;
}
