/** Loads the rows of an experiment's dataset. */
import { customDataset } from './custom';
import type { CustomData, Dataset, DatasetSettings } from './dataset';
import { DataError } from './errors';
import { fetchFile, type DataFiles, type ReadFile } from './files';
import { findDataset, type DatasetName } from './catalogue';

/** Settings of a dataset of the catalogue or of the user's own data. */
export interface DatasetRequest extends DatasetSettings {
  name: DatasetName;
}

/** A person's own data: the rows of the dataset 'custom' (split by its own `heldOut`), and sets opened from files. */
export interface Given {
  custom?: CustomData;
  provided?: DataFiles['provided'];
}

/** The error of an experiment with own data when no data is open. */
export const NO_OWN_DATA = 'The experiment uses your own data, which is not open. Open its file again, or call setData().';

/**
 * Returns the dataset. If `samples` exceeds the size of the set, it returns all rows.
 *
 * @param dataBase absolute address of the folder of data files
 * @param read reads a file, by default over HTTP
 * @throws DataError if a file is missing or damaged, the rows are invalid, or no row is left to train on
 */
export async function loadDataset(
  settings: DatasetRequest,
  dataBase: string,
  { custom, provided }: Given = {},
  read: ReadFile = fetchFile,
): Promise<Dataset> {
  if (settings.name === 'custom') {
    if (!custom) throw new DataError(NO_OWN_DATA);
    return customDataset(custom);
  }
  const record = findDataset(settings.name);
  if (!record) throw new DataError(`There is no dataset named '${settings.name}'.`);
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
