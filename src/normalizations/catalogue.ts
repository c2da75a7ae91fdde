/**
 * The normalisations, one record each. Menus, messages, memory estimates, theory and the tests iterate over this list.
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

/** What each normalisation normalises, by its name. An implementation must match it. */
export type NormalizationKinds = { [Name in NormalizationName]: (typeof RECORDS)[Name]['normalizes'] };

/** In the order of the menu. */
export const NORMALIZATIONS: readonly NormalizationName[] = keysOf(RECORDS);

const byName = new Map<string, NormalizationRecord>(Object.entries(RECORDS));

/** Returns the record of a normalisation. @throws RangeError for a name that is not in the catalogue */
export function normalizationOf(name: NormalizationName): NormalizationRecord {
  const record = byName.get(name);
  if (!record) throw new RangeError(`there is no normalisation named '${name}'`);
  return record;
}

/** Returns the moments by which activations are normalised; null for a normalisation that does not change activations. */
export function activationStatistics(name: NormalizationName): ActivationStatistics | null {
  const record = normalizationOf(name);
  return record.normalizes === 'activations' ? record.statistics : null;
}
