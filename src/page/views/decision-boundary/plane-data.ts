import type { FieldPoint } from '../../charts/plugins/probability-field';
import type { PlaygroundClient } from '../../../worker/playground-client';
import type { Plane } from './field-sampler';

/** More points would hide the predictions behind them. */
const MOST_TRAINING_POINTS = 300;
const MOST_HELD_OUT_POINTS = 150;
/** If the ranges of the two features differ by less than this factor, both axes have the same scale. */
const EQUAL_UNITS = 3;
const MARGIN = 0.08;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The part of a 2-D dataset that is drawn; `points` is empty unless the data have two features. */
export interface PlaneData {
  features: number;
  classes: number;
  classNames: readonly string[];
  featureNames: readonly string[];
  heldOutRows: number;
  points: readonly FieldPoint[];
}

/** Reads training rows and held-out rows, evenly sampled if there are many. Rejects with the client's typed errors. */
export async function loadPlaneData(client: Pick<PlaygroundClient, 'rows'>): Promise<PlaneData> {
  const head = await client.rows(0, 1);
  const { features, classes, classNames, featureNames, trainingRows, heldOutRows } = head;
  const about = { features, classes, classNames, featureNames, heldOutRows };
  if (features !== 2) return { ...about, points: [] };
  const points: FieldPoint[] = [];
  const read = async (first: number, rows: number, most: number, heldOut: boolean) => {
    if (rows === 0) return;
    const { inputs, labels } = await client.rows(first, rows);
    const count = Math.min(labels.length, most);
    for (let i = 0; i < count; i++) {
      // One row per interval, at golden-ratio offsets: equal offsets would miss classes that alternate.
      const row = Math.floor(((i + ((i * GOLDEN) % 1)) * labels.length) / count);
      points.push({ x: inputs[2 * row], y: inputs[2 * row + 1], label: labels[row], heldOut });
    }
  };
  await read(0, trainingRows, MOST_TRAINING_POINTS, false);
  await read(trainingRows, heldOutRows, MOST_HELD_OUT_POINTS, true);
  return { ...about, points };
}

/** Returns the rectangle that holds the points with a margin, fitted to a plot of this aspect (width over height). */
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
