/** What the lanes' networks take a sample's images for, and which of them one mistakes. */
import type { PlaygroundClient } from '../../../worker/playground-client';
import { inputsOf, spreadRows, type ImageSample } from '../image-sample';
import { predictedClasses, type ClassPrediction } from '../read-label';

/** As many images as are shown at once. */
export const SHOWN = 24;

/** What is asked: the images that are shown, or those of the whole sample that a lane mistakes. */
export interface SampleQuestion {
  client: PlaygroundClient;
  sample: ImageSample;
  lanes: number;
  classes: number;
  /** Whose mistakes; null for the fixed few. */
  mistaken: number | null;
}

export interface SamplePredictions {
  /** Of the sample. */
  rows: readonly number[];
  /** [lanes][rows] */
  readings: ClassPrediction[][];
  /** Mistakes in the whole sample; null where they were not looked for. */
  mistakes: number | null;
}

/** Rejects with the client's typed errors. */
export async function predictSample({ client, sample, lanes, classes, mistaken }: SampleQuestion): Promise<SamplePredictions> {
  let rows = spreadRows(sample, SHOWN);
  let mistakes: number | null = null;
  if (mistaken !== null) {
    const all = predictedClasses(await client.predict(mistaken, sample.inputs), classes);
    const wrong = all.flatMap(({ predicted }, row) => (predicted === sample.labels[row] ? [] : [row]));
    mistakes = wrong.length;
    rows = wrong.slice(0, SHOWN);
  }
  const readings: ClassPrediction[][] = [];
  for (let lane = 0; lane < lanes && rows.length > 0; lane++) {
    readings.push(predictedClasses(await client.predict(lane, inputsOf(sample, rows)), classes));
  }
  return { rows, readings, mistakes };
}
