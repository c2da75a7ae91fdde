/** From what an experiment says of its dataset to the rows in memory. */
import { customDataset } from './custom';
import type { CustomData, Dataset, DatasetSettings } from './dataset';
import { DataError } from './errors';
import { fetchFile, type DataFiles, type ReadFile } from './files';
import { findDataset, type DatasetName } from './catalogue';

/** Settings of a dataset that this page knows. */
export interface DatasetRequest extends DatasetSettings {
  name: DatasetName;
}

/** What a person gave: rows of the dataset 'custom', whose own `heldOut` splits them, and whole sets opened from files. */
export interface Given {
  custom?: CustomData;
  provided?: DataFiles['provided'];
}

/**
 * @param settings `samples` above what a set holds gives all of it
 * @param dataBase the absolute address of the folder that holds the data files
 * @param read how a file is read: over HTTP by default
 * @throws DataError where files are missing or damaged, the rows cannot be used, or none is left to train on
 */
export async function loadDataset(
  settings: DatasetRequest,
  dataBase: string,
  { custom, provided }: Given = {},
  read: ReadFile = fetchFile,
): Promise<Dataset> {
  if (settings.name === 'custom') {
    if (!custom) throw new DataError('There are no rows of your own here: open their file again, or give them with setData().');
    return customDataset(custom);
  }
  const record = findDataset(settings.name);
  if (!record) throw new DataError(`There is no dataset '${settings.name}'.`);
  const { inputs, labels, trainingRows } = await record.load(settings, { base: dataBase, read, provided });
  return {
    name: settings.name,
    features: record.features,
    classes: record.classes,
    trainingRows,
    heldOutRows: labels.length - trainingRows,
    inputs,
    labels,
    classNames: [...record.classNames],
    featureNames: [...record.featureNames],
    ...(record.image ? { image: record.image } : {}),
  };
}
