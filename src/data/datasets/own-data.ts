import type { DatasetChoice } from '../record';

/** A person's own data, called 'custom' in experiments and links. Its other properties come with the rows. */
export const OWN_DATA: DatasetChoice = {
  label: 'Own data',
  phrase: 'data',
  // All rows that are given; none is held out unless the person says so.
  defaults: { samples: 1_000_000, noise: 0, heldOut: 0, mostSamples: 1_000_000 },
};
