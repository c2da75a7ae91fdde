import type { FieldPoint } from '../../charts/plugins/probability-field';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { Plane } from './field-sampler';

/** As many points as a plot of this size can show before they hide what is behind them. */
const MOST_TRAINING_POINTS = 800;
const MOST_HELD_OUT_POINTS = 400;
/** Spans of the two features within this factor are drawn in equal units, so that shapes keep their form. */
const EQUAL_UNITS = 3;
const MARGIN = 0.08;

/** The part of a 2-D data set that is drawn; `points` is empty where the data has not two features. */
export interface PlaneData {
  features: number;
  classes: number;
  classNames: readonly string[];
  featureNames: readonly string[];
  heldOutRows: number;
  points: readonly FieldPoint[];
}

/** Reads the first training rows and the first held-out rows. Rejects with the client's typed errors. */
export async function loadPlaneData(client: PlaygroundClient): Promise<PlaneData> {
  const head = await client.rows(0, 1);
  const { features, classes, classNames, featureNames, trainingRows, heldOutRows } = head;
  const about = { features, classes, classNames, featureNames, heldOutRows };
  if (features !== 2) return { ...about, points: [] };
  const points: FieldPoint[] = [];
  const read = async (first: number, count: number, heldOut: boolean) => {
    if (count === 0) return;
    const { inputs, labels } = await client.rows(first, count);
    for (const [row, label] of labels.entries()) points.push({ x: inputs[2 * row], y: inputs[2 * row + 1], label, heldOut });
  };
  await read(0, Math.min(trainingRows, MOST_TRAINING_POINTS), false);
  await read(trainingRows, Math.min(heldOutRows, MOST_HELD_OUT_POINTS), true);
  return { ...about, points };
}

/** The plane that holds the points with a margin, fitted to a picture of this aspect (width over height). */
export function planeAround(points: readonly FieldPoint[], aspect: number): Plane {
  if (points.length === 0) return { left: -aspect, right: aspect, bottom: -1, top: 1 };
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  let width = (right - left || 1) * (1 + 2 * MARGIN);
  let height = (top - bottom || 1) * (1 + 2 * MARGIN);
  const skew = width / height;
  if (skew < EQUAL_UNITS && skew > 1 / EQUAL_UNITS) {
    width = Math.max(width, height * aspect);
    height = width / aspect;
  }
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return { left: x - width / 2, right: x + width / 2, bottom: y - height / 2, top: y + height / 2 };
}
