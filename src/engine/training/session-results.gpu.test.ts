/** Tests the results that a session reports about its networks: held-out metrics, predictions, weights, divergence. */
import { expect, test } from 'vitest';
import { changed, openSession } from '../../../tests/setup/session';
import { withDevice } from '../../../tests/setup/with-device';
import type { Session } from './session';

/** Mean cross-entropy over the held-out rows, in float64 from what `predict` gives. */
async function heldOutLoss(session: Session): Promise<number> {
  const { inputs, labels, trainingRows, heldOutRows, features, classes } = await session.dataset();
  const probabilities = await session.predict(0, Float32Array.from(inputs.subarray(trainingRows * features)));
  let loss = 0;
  for (let i = 0; i < heldOutRows; i++) loss -= Math.log(probabilities[i * classes + labels[trainingRows + i]]);
  return loss / heldOutRows;
}

test('counts every held-out row once in the confusion matrix, by the class that predict gives', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device, changed({ dataset: { name: 'gaussians', samples: 230, heldOut: 0.4 } }));
    const { lanes } = await session.step(9);
    const { inputs, labels, trainingRows, heldOutRows, features, classes } = await session.dataset();
    const rows = Float32Array.from(inputs.subarray(trainingRows * features));
    for (const [i, { confusion, heldOutAccuracy }] of lanes.entries()) {
      const probabilities = await session.predict(i, rows);
      const counts = new Uint32Array(classes ** 2);
      for (let row = 0; row < heldOutRows; row++) {
        const of = [...probabilities.subarray(row * classes, (row + 1) * classes)];
        counts[labels[trainingRows + row] * classes + of.indexOf(Math.max(...of))]++;
      }
      expect(confusion).toEqual(counts);
      const right = counts.filter((_, at) => at % (classes + 1) === 0).reduce((a, b) => a + b);
      expect(right).toBe(Math.round((heldOutAccuracy ?? NaN) * heldOutRows));
      // Several classes are predicted, so that wrong counts would show.
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(classes);
    }
  }));

test('evaluates the current network, also after its α has changed', () =>
  withDevice(async (device) => {
    const withAlpha = (alpha: number) => changed({ lanes: [{ activation: 'elu', alpha, depth: 3, width: 6 }] });
    const { session } = await openSession(device, withAlpha(1));
    for (const [steps, alpha] of [
      [0, 2],
      [3, 0.25],
    ]) {
      if (steps > 0) await session.step(steps);
      const before = (await session.snapshot()).lanes[0];
      expect(await session.configure(withAlpha(alpha))).toEqual({ rebuilt: false });
      const [lane] = (await session.snapshot()).lanes;
      expect(lane.alpha).toBe(alpha);
      expect(Math.abs((lane.heldOutLoss ?? 0) / (await heldOutLoss(session)) - 1)).toBeLessThan(1e-5);
      expect(lane.heldOutLoss).not.toBe(before.heldOutLoss);
    }
  }));

test('reads back the weights that were set, and refuses all of them if one is wrong', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    const mine = await session.weights(0);
    expect(Object.keys(mine)).toEqual([
      'hidden.0.weight',
      'hidden.0.bias',
      'hidden.1.weight',
      'hidden.1.bias',
      'output.weight',
      'output.bias',
    ]);
    expect(mine['hidden.0.weight'].shape).toEqual([2, 6]);
    mine['output.bias'].data.fill(0.25);
    await session.setWeights(1, mine);
    expect(await session.weights(1)).toEqual(mine);
    const nan = structuredClone(mine);
    nan['hidden.1.weight'].data[3] = NaN;
    await expect(session.setWeights(1, nan)).rejects.toMatchObject({ name: 'ShapeError' });
    const missing = structuredClone(mine);
    delete missing['output.bias'];
    await expect(session.setWeights(1, missing)).rejects.toThrow(/'output.bias' \[2\] is missing/);
    await expect(session.setWeights(1, { ...mine, extra: mine['output.bias'] })).rejects.toThrow(/'extra'/);
    expect(await session.weights(1)).toEqual(mine);
  }));

test("predicts probabilities for rows in the data's own units", () =>
  withDevice(async (device) => {
    const { session } = await openSession(device, changed({ training: { optimizer: 'adam', learningRate: 0.01 } }));
    const { lanes } = await session.step(300);
    const { inputs, labels, trainingRows, heldOutRows } = await session.dataset();
    const heldOut = Float32Array.from(inputs.subarray(trainingRows * 2));
    const probabilities = await session.predict(0, heldOut);
    let correct = 0;
    for (let i = 0; i < heldOutRows; i++) {
      expect(probabilities[2 * i] + probabilities[2 * i + 1]).toBeCloseTo(1, 5);
      if (probabilities[2 * i + 1] > 0.5 === (labels[trainingRows + i] === 1)) correct++;
    }
    expect(correct / heldOutRows).toBe(lanes[0].heldOutAccuracy);
    await expect(session.predict(0, new Float32Array(3))).rejects.toMatchObject({ name: 'ShapeError' });
  }));

test('reports a lane that overflows as diverged, and keeps training the other', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    const weights = await session.weights(0);
    for (const { data } of Object.values(weights)) data.fill(1e30);
    await session.setWeights(0, weights);
    const { lanes } = await session.step(2);
    expect(lanes.map(({ status }) => status)).toEqual(['diverged', 'paused']);
    expect(Number.isFinite(lanes[1].loss)).toBe(true);
  }));

test('keeps a lane of NaN diverged', () =>
  withDevice(async (device) => {
    // At a learning rate of 1000 each of these overflows within five steps, and infinities become NaN.
    const lanes = (['selu', 'relu', 'gelu', 'linear'] as const).map((activation) => ({ activation, depth: 6, width: 8 }));
    const { session } = await openSession(device, changed({ training: { learningRate: 1000 }, lanes }));
    const { lanes: measured } = await session.step(20);
    expect(measured.map(({ status }) => status)).toEqual(['diverged', 'diverged', 'diverged', 'diverged']);
    expect(measured.map(({ loss }) => loss)).toEqual([NaN, NaN, NaN, NaN]);
  }));
