/** The lanes' predictions for a sample of images, and the images that one lane misclassifies. */
import type { PlaygroundClient } from '../../../worker/playground-client';
import { inputsOf, spreadRows, type ImageSample } from '../image-sample';
import { predictedClasses, type ClassPrediction } from '../read-label';

/** Number of images shown at once. */
export const SHOWN = 24;

/** A request for predictions of the fixed selection, or of the images in the sample that one lane misclassifies. */
export interface SampleRequest {
  client: PlaygroundClient;
  sample: ImageSample;
  lanes: number;
  classes: number;
  /** The lane whose mistakes are shown; null for the fixed selection. */
  mistaken: number | null;
}

export interface SamplePredictions {
  /** The rows of the sample that are shown. */
  rows: readonly number[];
  /** [lanes][rows] */
  predictions: ClassPrediction[][];
  /** Number of mistakes in the whole sample; null if they were not counted. */
  mistakes: number | null;
}

/** Requests the predictions. Rejects with the client's typed errors. */
export async function predictSample({ client, sample, lanes, classes, mistaken }: SampleRequest): Promise<SamplePredictions> {
  let rows = spreadRows(sample, SHOWN);
  let mistakes: number | null = null;
  if (mistaken !== null) {
    const all = predictedClasses(await client.predict(mistaken, sample.inputs), classes);
    const wrong = all.flatMap(({ predicted }, row) => (predicted === sample.labels[row] ? [] : [row]));
    mistakes = wrong.length;
    rows = wrong.slice(0, SHOWN);
  }
  const predictions: ClassPrediction[][] = [];
  for (let lane = 0; lane < lanes && rows.length > 0; lane++) {
    predictions.push(predictedClasses(await client.predict(lane, inputsOf(sample, rows)), classes));
  }
  return { rows, predictions, mistakes };
}
