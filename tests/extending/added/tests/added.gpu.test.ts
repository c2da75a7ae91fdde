/** A network of the added activation trains on the added dataset. */
import { expect, test } from 'vitest';
import { Session } from '../src/engine/training/session';
import { validateExperiment } from '../src/experiment/validate';
import { withDevice } from './setup/with-device';

test('trains', () =>
  withDevice(async (device) => {
    const experiment = validateExperiment({
      dataset: { name: 'checkerboard', samples: 200 },
      training: { batchSize: 32, optimizer: 'adam', learningRate: 0.01 },
      lanes: [{ activation: 'softsign', depth: 2, width: 16 }],
    });
    const session = new Session(device, experiment, '', { snapshot: () => {}, statechange: () => {}, error: () => {} });
    await session.open();
    const before = await session.snapshot();
    const after = await session.step(200);
    expect(after.lanes[0].heldOutLoss).toBeLessThan(0.9 * (before.lanes[0].heldOutLoss ?? 0));
    await session.close();
  }));
