/** Maps each normalisation of the catalogue to its float64 implementation. */
import type { NormalizationKinds, NormalizationName } from '../../../normalizations/catalogue';
import { batch } from './batch';
import { layer } from './layer';
import type { ReferenceNormalization } from './reference-normalization';
import { weight } from './weight';

/** The type requires that each implementation normalises what its catalogue record declares. */
type Implementations = {
  [Name in NormalizationName]: Extract<ReferenceNormalization, { normalizes: NormalizationKinds[Name] }>;
};

const IMPLEMENTATIONS: Implementations = { none: { normalizes: 'nothing' }, batch, layer, weight };

/** Returns the float64 implementation of the normalisation called `name`. */
export function referenceImplementationOf(name: NormalizationName): ReferenceNormalization {
  return IMPLEMENTATIONS[name];
}
