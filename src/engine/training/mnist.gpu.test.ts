/**
 * The whole path on real data: MNIST's 60,000 training images, standardised, two hidden layers of 128 SELU units. The bound is
 * the project's own promise: 95 % of the 10,000 held-out images within two passes.
 */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { PRESETS } from '../../experiment/presets';
import { validateExperiment } from '../../experiment/validate';
import { Session } from './session';

test('MNIST with 2 × 128 SELU units', { timeout: 300_000 }, () =>
  withDevice(async (device) => {
    const preset = PRESETS.find(({ name }) => name === 'mnist');
    if (!preset) throw new Error('the MNIST preset is gone');
    const experiment = validateExperiment(preset.experiment);
    expect(experiment.lanes).toMatchObject([{ activation: 'selu', depth: 2, width: 128 }]);
    const dataBase = new URL('/data/', location.href).href;
    const session = new Session(device, experiment, dataBase, {
      snapshot() {},
      statechange() {},
      error(error) {
        throw error;
      },
    });
    await session.open();
    const stepsPerEpoch = Math.ceil(60_000 / experiment.training.batchSize);
    // One pass is often enough; where it is, the second would prove nothing more.
    let { step, epoch, lanes } = await session.step(stepsPerEpoch);
    if ((lanes[0].heldOutAccuracy ?? 0) < 0.95) ({ step, epoch, lanes } = await session.step(stepsPerEpoch));
    console.log(`MNIST: ${((lanes[0].heldOutAccuracy ?? 0) * 100).toFixed(2)} % held out after ${step} steps, ${epoch} passes`);
    expect(lanes[0].heldOutAccuracy).toBeGreaterThanOrEqual(0.95);
  }),
);
