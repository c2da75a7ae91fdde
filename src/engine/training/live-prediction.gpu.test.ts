/** The prediction for a lane is computed again only if a live change can alter it: a deep lane takes 0.1 s. */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import { loadDataset } from '../../data/load';
import type { DeepPartial, Experiment } from '../../experiment/experiment';
import { classifyChange } from '../../experiment/change';
import { validateExperiment } from '../../experiment/validate';
import { Trainer } from './trainer';

const START = validateExperiment({
  dataset: { name: 'moons', samples: 200 },
  training: { batchSize: 16 },
  lanes: [
    { activation: 'selu', depth: 3, width: 6, block: 'residual', dropout: { kind: 'alpha', rate: 0.1 } },
    { activation: 'elu', alpha: 1, depth: 2, width: 6 },
  ],
});
const [SELU, ELU] = START.lanes;

/** Each case: a live change, and whether each lane's prediction stays the same object. */
const CASES: [string, DeepPartial<Experiment>, boolean[]][] = [
  ['a learning rate', { training: { learningRate: 0.5 } }, [true, true]],
  ['a weight decay', { training: { weightDecay: 0.5 } }, [true, true]],
  ['a name', { lanes: [{ ...SELU, label: 'Mine' }, ELU] }, [true, true]],
  ['a dropout rate', { lanes: [{ ...SELU, dropout: { kind: 'alpha', rate: 0.4 } }, ELU] }, [false, true]],
  ['a target', { lanes: [{ ...SELU, fixedPoint: { mean: 0.1, variance: 2 } }, ELU] }, [false, true]],
  ['an α', { lanes: [SELU, { ...ELU, alpha: 0.3 }] }, [true, false]],
];

test.each(CASES)('after a change of %s', (_, change, same) =>
  withDevice(async (device) => {
    const dataset = await loadDataset(START.dataset, '');
    const predictions = async (trainer: Trainer) =>
      ((await trainer.observe()?.())?.lanes ?? []).map(({ layers }) => layers.map(({ predicted }) => predicted));
    const experiment = validateExperiment(change, START);
    const trainer = await Trainer.create(device, START, dataset);
    const before = await predictions(trainer);
    trainer.applyLive(classifyChange(START, experiment));
    const after = await predictions(trainer);
    const fresh = await Trainer.create(device, experiment, dataset);
    expect(after).toEqual(await predictions(fresh));
    expect(after.map((layers, i) => layers.length > 0 && layers.every((layer, l) => layer === before[i][l]))).toEqual(same);
    same.forEach((kept, i) => {
      if (!kept) expect(after[i]).not.toEqual(before[i]);
    });
    trainer.destroy();
    fresh.destroy();
  }),
);
