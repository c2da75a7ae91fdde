/** How many rows an experiment trains on and holds out, before anything is loaded. */
import { datasetChoice, type DatasetName } from './catalogue';

/** Number of training rows of a dataset, where `samples` and `heldOut` are as in an experiment. */
export function trainingRows(name: DatasetName, samples: number, heldOut: number): number {
  const { heldOutPart } = datasetChoice(name).defaults;
  return heldOutPart === undefined ? samples - heldOutRows(name, samples, heldOut) : samples;
}

/** Number of rows held out of a dataset, where `samples` and `heldOut` are as in an experiment. */
export function heldOutRows(name: DatasetName, samples: number, heldOut: number): number {
  const { heldOutPart } = datasetChoice(name).defaults;
  return heldOut < 1 ? Math.round(heldOut * (heldOutPart ?? samples)) : heldOut;
}
