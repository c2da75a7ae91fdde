/** Row-wise normalisation computes what layer normalisation does. */
import { expect, test } from 'vitest';
import { requestDevice } from '../src/engine/gpu/device';
import { Session } from '../src/engine/training/session';
import { validateExperiment } from '../src/experiment/validate';

const lane = (normalization: 'layer' | 'rowwise') =>
  ({ depth: 3, width: 6, normalization, dropout: { kind: 'alpha', rate: 0.1 } }) as const;
const experiment = validateExperiment({
  dataset: { name: 'moons', samples: 60 },
  training: { batchSize: 16, optimizer: 'momentum' },
  lanes: [lane('layer'), lane('rowwise')],
});

test('a network with rowwise trains to the bits of layer normalisation', { timeout: 120_000 }, async () => {
  const device = await requestDevice();
  const session = new Session(device, experiment, '', {
    snapshot() {},
    statechange() {},
    error(error) {
      throw error;
    },
  });
  await session.open();
  const { lanes } = await session.step(5);
  expect(lanes[1].loss).toBe(lanes[0].loss);
  expect(lanes[1].dispatchesPerStep).toBe(lanes[0].dispatchesPerStep);
  const weights = await session.weights(1);
  expect(Object.keys(weights)).toContain('hidden.2.norm.bias');
  expect(weights).toEqual(await session.weights(0));
  session.close();
});
