/** How the float64 network computes each normalisation of the catalogue. */
import type { NormalizationKinds, NormalizationName } from '../../../normalizations/catalogue';
import { batch } from './batch';
import { layer } from './layer';
import type { ReferenceNormalization } from './reference-normalization';
import { weight } from './weight';

/** Each normalises what its record says. */
type Implementations = {
  [Name in NormalizationName]: Extract<ReferenceNormalization, { normalizes: NormalizationKinds[Name] }>;
};

const IMPLEMENTATIONS: Implementations = { none: { normalizes: 'nothing' }, batch, layer, weight };

export function referenceImplementationOf(name: NormalizationName): ReferenceNormalization {
  return IMPLEMENTATIONS[name];
}
