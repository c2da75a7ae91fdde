/** Maps each normalisation of the catalogue to its GPU implementation. */
import type { NormalizationKinds, NormalizationName } from '../../../normalizations/catalogue';
import { batch } from './batch';
import { layer } from './layer';
import type { Normalization } from './normalization';
import { weight } from './weight';

/** The type requires that each implementation normalises what its catalogue record declares. */
type Implementations = { [Name in NormalizationName]: Extract<Normalization, { normalizes: NormalizationKinds[Name] }> };

const IMPLEMENTATIONS: Implementations = { none: { normalizes: 'nothing' }, batch, layer, weight };

/** Returns the GPU implementation of the normalisation called `name`. */
export function implementationOf(name: NormalizationName): Normalization {
  return IMPLEMENTATIONS[name];
}
