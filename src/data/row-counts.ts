/** The numbers of training rows and test rows of an experiment, known before its data are loaded. */
import { datasetChoice, type DatasetName } from './catalogue';

/** Returns the number of training rows of a dataset for an experiment's `samples` and `heldOut`. */
export function trainingRows(name: DatasetName, samples: number, heldOut: number): number {
  const { heldOutPart } = datasetChoice(name).defaults;
  return heldOutPart === undefined ? samples - heldOutRows(name, samples, heldOut) : samples;
}

/** Returns the number of test rows of a dataset for an experiment's `samples` and `heldOut`. */
export function heldOutRows(name: DatasetName, samples: number, heldOut: number): number {
  const { heldOutPart } = datasetChoice(name).defaults;
  return heldOut < 1 ? Math.round(heldOut * (heldOutPart ?? samples)) : heldOut;
}
