/** Tests the time of each part of a lane's step, by timestamps and by replay. */
import { expect, test, vi } from 'vitest';
import { changed, openSession } from '../../../tests/setup/session';
import { loadDataset } from '../../data/load';
import { requestDevice } from '../gpu/device';
import { Trainer } from './trainer';

test.each([true, false])(
  'times every lane and each part of its step; timestamps: %s',
  { timeout: 60_000 },
  async (timestamps) => {
    const device = await requestDevice(undefined, { timestamps });
    expect(device.timestamps).toBe(timestamps);
    const { session } = await openSession(
      device,
      changed({
        lanes: [
          { depth: 2, width: 6 },
          { depth: 8, width: 48 },
        ],
      }),
    );
    session.play();
    const lanes = await vi.waitFor(
      async () => {
        const measured = (await session.snapshot()).lanes;
        const [small, large] = measured;
        expect(small.millisecondsPerStep).toBeGreaterThan(0);
        // 8 × 48 units take about 100 times the arithmetic of 2 × 6. If few measurements disagree, more are awaited.
        expect(large.millisecondsPerStep).toBeGreaterThan(small.millisecondsPerStep);
        expect(large.cost[0].milliseconds).toBeGreaterThan(small.cost[0].milliseconds);
        for (const { part, milliseconds } of measured.flatMap(({ cost }) => cost))
          expect(milliseconds, part).toBeGreaterThan(0);
        return measured;
      },
      { timeout: 50_000, interval: 100 },
    );
    await session.pause();
    for (const { cost, millisecondsPerStep, dispatchesPerStep } of lanes) {
      expect(cost.map(({ part }) => part)).toEqual(['forward', 'output', 'backward', 'update', 'statistics']);
      const ofStep = cost.slice(0, -1);
      const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
      expect(sum(ofStep.map(({ milliseconds }) => milliseconds))).toBeCloseTo(millisecondsPerStep, 9);
      // All lanes share the gather.
      expect(sum(ofStep.map(({ dispatches }) => dispatches))).toBe(dispatchesPerStep - 1);
    }
    session.close();
  },
);

test('timing from outside changes nothing', { timeout: 60_000 }, async () => {
  const device = await requestDevice(undefined, { timestamps: false });
  for (const [optimizer, normalization] of [
    ['momentum', 'none'],
    ['adam', 'batch'],
    ['sgd', 'weight'],
    ['adam', 'layer'],
  ] as const) {
    const lane = { depth: 2, width: 6, normalization };
    const experiment = changed({ training: { optimizer }, lanes: [lane] });
    const dataset = await loadDataset(experiment.dataset, '');
    const weights = async (timed: boolean) => {
      const trainer = await Trainer.create(device, experiment, dataset);
      trainer.train(3, false);
      if (timed) await trainer.timeLanes();
      // These three steps depend on the optimizer's state; running moments are read with the weights.
      trainer.train(3, false);
      const tensors = await trainer.models[0].weights();
      trainer.destroy();
      return tensors;
    };
    expect(await weights(true)).toEqual(await weights(false));
  }
  device.destroy();
});
