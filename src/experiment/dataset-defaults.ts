/** What a dataset starts with when nothing is said about it, and how many rows it has. */
import type { DatasetName } from './experiment';

export interface DatasetDefaults {
  samples: number;
  noise: number;
  heldOut: number;
  /** The most rows that `samples` may ask for. */
  mostSamples: number;
  /** Rows of the official held-out part, for sets that come in two parts; `samples` then counts training rows alone. */
  heldOutPart?: number;
}

/** A set that is drawn: as many rows as are asked for. */
const drawn = (noise: number): DatasetDefaults => ({ samples: 2000, noise, heldOut: 0.25, mostSamples: 100_000 });
/** A set of so many rows, of which a quarter is held out. */
const table = (rows: number): DatasetDefaults => ({ samples: rows, noise: 0, heldOut: 0.25, mostSamples: rows });
/** A set whose makers divided it. */
const divided = (trainingRows: number, heldOutPart: number): DatasetDefaults => ({
  samples: trainingRows,
  noise: 0,
  heldOut: heldOutPart,
  mostSamples: trainingRows,
  heldOutPart,
});

// Noise in units of the shape: the arms of the spirals lie 0.29 apart, circles 0.5, and the clouds are wide by themselves.
export const DATASET_DEFAULTS: Readonly<Record<DatasetName, DatasetDefaults>> = {
  spirals: drawn(0.03),
  circles: drawn(0.08),
  moons: drawn(0.12),
  xor: drawn(0.05),
  gaussians: drawn(0),
  digits: table(1797),
  mnist: divided(60_000, 10_000),
  'fashion-mnist': divided(60_000, 10_000),
  cifar10: divided(50_000, 10_000),
  iris: table(150),
  wine: table(178),
  'breast-cancer': table(569),
  letter: table(20_000),
  satellite: table(6435),
  shuttle: table(58_000),
  spambase: table(4601),
  // As many as are given; nothing is held out unless it is said.
  custom: { samples: 1_000_000, noise: 0, heldOut: 0, mostSamples: 1_000_000 },
};

/** Number of rows of a set to train on, where `samples` and `heldOut` are as in an experiment. */
export function trainingRows(name: DatasetName, samples: number, heldOut: number): number {
  return DATASET_DEFAULTS[name].heldOutPart === undefined ? samples - heldOutRows(name, samples, heldOut) : samples;
}

/** Number of rows held out of a set, where `samples` and `heldOut` are as in an experiment. */
export function heldOutRows(name: DatasetName, samples: number, heldOut: number): number {
  return heldOut < 1 ? Math.round(heldOut * (DATASET_DEFAULTS[name].heldOutPart ?? samples)) : heldOut;
}
