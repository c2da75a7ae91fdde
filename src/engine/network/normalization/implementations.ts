/** How the engine computes each normalisation of the catalogue. */
import type { NormalizationKinds, NormalizationName } from '../../../normalizations/catalogue';
import { batch } from './batch';
import { layer } from './layer';
import type { Normalization } from './normalization';
import { weight } from './weight';

/** Each normalises what its record says. */
type Implementations = { [Name in NormalizationName]: Extract<Normalization, { normalizes: NormalizationKinds[Name] }> };

const IMPLEMENTATIONS: Implementations = { none: { normalizes: 'nothing' }, batch, layer, weight };

export function implementationOf(name: NormalizationName): Normalization {
  return IMPLEMENTATIONS[name];
}
