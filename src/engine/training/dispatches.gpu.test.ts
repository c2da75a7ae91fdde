/** How many kernels a step launches: as the snapshot says, and as WebGPU itself is asked. */
import { expect, test, vi } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { loadDataset } from '../../data/load';
import { OPTIMIZERS } from '../../experiment/choices';
import { validateExperiment } from '../../experiment/validate';
import { Trainer } from './trainer';

/** Calls of dispatchWorkgroups while `work` runs. */
function countDispatches(work: () => void): number {
  const calls = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  try {
    work();
    return calls.mock.calls.length;
  } finally {
    calls.mockRestore();
  }
}

test.each(OPTIMIZERS)('at most 2L + 6 with %s and alpha dropout, and 2 more for the statistics', (optimizer) =>
  withDevice(async (device) => {
    for (const depth of [1, 2, 8, 32]) {
      const experiment = validateExperiment({
        dataset: { name: 'moons', samples: 40 },
        training: { optimizer, batchSize: 8 },
        lanes: [{ activation: 'selu', depth, width: 5, dropout: { kind: 'alpha', rate: 0.1 } }],
      });
      const trainer = await Trainer.create(device, experiment, await loadDataset(experiment.dataset, ''));
      const counted = trainer.dispatchesPerStep(0);
      expect(counted, `depth ${depth}`).toBeLessThanOrEqual(2 * depth + 6);
      expect(countDispatches(() => void trainer.train(3, false))).toBe(3 * counted);
      expect(countDispatches(() => void trainer.train(1, true))).toBe(counted + 2);
      await device.gpu.queue.onSubmittedWorkDone();
      trainer.destroy();
    }
  }),
);
