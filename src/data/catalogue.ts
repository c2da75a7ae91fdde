/**
 * The datasets, one record each, under the name that experiments and links use. The menu, the defaults, the validation, the loader and
 * the views use these records. To add a dataset, add its file in datasets/ and a line to `RECORDS`.
 */
import { keysOf } from '../math/keys-of';
import { breastCancer } from './datasets/breast-cancer';
import { cifar10 } from './datasets/cifar10';
import { circles } from './datasets/circles';
import { digits } from './datasets/digits';
import { fashionMnist } from './datasets/fashion-mnist';
import { gaussians } from './datasets/gaussians';
import { iris } from './datasets/iris';
import { letter } from './datasets/letter';
import { mnist } from './datasets/mnist';
import { moons } from './datasets/moons';
import { OWN_DATA } from './datasets/own-data';
import { satellite } from './datasets/satellite';
import { shuttle } from './datasets/shuttle';
import { spambase } from './datasets/spambase';
import { spirals } from './datasets/spirals';
import { wine } from './datasets/wine';
import { xor } from './datasets/xor';
import type { DatasetChoice, DatasetRecord } from './record';

/** In the order of the menu. */
const RECORDS = {
  spirals,
  circles,
  moons,
  xor,
  gaussians,
  digits,
  mnist,
  'fashion-mnist': fashionMnist,
  cifar10,
  iris,
  wine,
  'breast-cancer': breastCancer,
  letter,
  satellite,
  shuttle,
  spambase,
} satisfies Record<string, DatasetRecord>;

/** A dataset with a record: all but a person's own data. */
export type CataloguedName = keyof typeof RECORDS;

export type DatasetName = CataloguedName | 'custom';

/** The names of the datasets with a record, in the order of the menu. */
export const CATALOGUED: readonly CataloguedName[] = keysOf(RECORDS);

/** Every dataset name of an experiment: those with a record, then the user's own data. */
export const DATASETS: readonly DatasetName[] = [...CATALOGUED, 'custom'];

/** Returns the record of a dataset; undefined for 'custom', whose features and classes come with its rows. */
export function findDataset(name: DatasetName): DatasetRecord | undefined {
  return name === 'custom' ? undefined : RECORDS[name];
}

/** Returns the label, phrase and defaults of any dataset, including a person's own data. */
export function datasetChoice(name: DatasetName): DatasetChoice {
  return name === 'custom' ? OWN_DATA : RECORDS[name];
}
