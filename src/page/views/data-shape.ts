import type { CompleteExperiment } from '../../experiment/experiment';
import { findDataset } from '../../data/catalogue';
import { heldOutRows, trainingRows } from '../../data/row-counts';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { DataRows } from '../../worker/protocol';

/** Everything about the current data except their rows. */
export type DataShape = Omit<DataRows, 'inputs' | 'labels' | 'first'>;

/** How predictions are shown: on the plane, on images, or as a confusion matrix only. */
export type DataKind = 'plane' | 'images' | 'table';

export function kindOf({ features, image }: Pick<DataShape, 'features' | 'image'>): DataKind {
  if (image) return 'images';
  return features === 2 ? 'plane' : 'table';
}

/** Returns the shape from the dataset's record, so that views can reserve their space before rows arrive; null for a person's own rows. */
export function expectedShape({ dataset }: CompleteExperiment): DataShape | null {
  const record = findDataset(dataset.name);
  if (!record) return null;
  const { features, classes, classNames, featureNames, image } = record;
  const { name, samples, heldOut } = dataset;
  return {
    features,
    classes,
    classNames: [...classNames],
    featureNames: [...featureNames],
    image,
    trainingRows: trainingRows(name, samples, heldOut),
    heldOutRows: heldOutRows(name, samples, heldOut),
  };
}

/** Reads the shape from the client. Rejects with the client's typed errors. */
export async function loadShape(client: Pick<PlaygroundClient, 'rows'>): Promise<DataShape> {
  const { features, classes, classNames, featureNames, image, trainingRows, heldOutRows } = await client.rows(0, 1);
  return { features, classes, classNames, featureNames, image, trainingRows, heldOutRows };
}
