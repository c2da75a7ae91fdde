import { expect, test } from 'vitest';
import { classifyChange } from './change';
import { completeExperiment } from './defaults';
import type { DeepPartial, Experiment, Recipe } from './experiment';
import { FIELDS } from './fields';

const lane = (recipe: DeepPartial<Recipe>): DeepPartial<Experiment> => ({ lanes: [{ activation: 'elu', ...recipe }] });
const before = completeExperiment(lane({}));

// The fields that apply at once and those that restart training, as the page states them.
const LIVE: [string, DeepPartial<Experiment>][] = [
  ['training.learningRate', { training: { learningRate: 0.5 } }],
  ['training.weightDecay', { training: { weightDecay: 0.5 } }],
  ['training.momentum', { training: { momentum: 0.5 } }],
  ['training.beta1', { training: { beta1: 0.5 } }],
  ['training.beta2', { training: { beta2: 0.5 } }],
  ['training.epsilon', { training: { epsilon: 0.5 } }],
  ['lane.dropout.rate', lane({ dropout: { rate: 0.5 } })],
  ['lane.alpha', lane({ alpha: 0.5 })],
  ['lane.fixedPoint.mean', lane({ fixedPoint: { mean: 0.5 } })],
  ['lane.fixedPoint.variance', lane({ fixedPoint: { variance: 0.5 } })],
  ['lane.label', lane({ label: 'Mine' })],
];

const REBUILD: [string, DeepPartial<Experiment>][] = [
  ['dataset.name', { dataset: { name: 'moons' } }],
  ['dataset.samples', { dataset: { samples: 7 } }],
  ['dataset.noise', { dataset: { noise: 0.5 } }],
  ['dataset.standardize', { dataset: { standardize: false } }],
  ['dataset.heldOut', { dataset: { heldOut: 0.5 } }],
  ['dataset.seed', { dataset: { seed: 7 } }],
  ['training.optimizer', { training: { optimizer: 'adam' } }],
  ['training.batchSize', { training: { batchSize: 7 } }],
  ['training.seed', { training: { seed: 7 } }],
  ['lane.depth', lane({ depth: 7 })],
  ['lane.width', lane({ width: 7 })],
  ['lane.block', lane({ block: 'residual' })],
  ['lane.activation', lane({ activation: 'relu' })],
  ['lane.initialization', lane({ initialization: 'zeros' })],
  ['lane.gain', lane({ gain: 7 })],
  ['lane.realization', lane({ realization: 'scaled-units' })],
  ['lane.normalization', lane({ normalization: 'batch' })],
  ['lane.normalizationPlace', lane({ normalizationPlace: 'after-activation' })],
  ['lane.dropout.kind', lane({ dropout: { kind: 'alpha', rate: 0 } })],
];

test.each(LIVE)('%s is applied at once', (_path, change) => {
  expect(classifyChange(before, completeExperiment(change, before)).change).toBe('live');
});

test.each(REBUILD)('%s restarts training', (_path, change) => {
  expect(classifyChange(before, completeExperiment(change, before)).change).toBe('rebuild');
});

test('every field is on one of the lists', () => {
  expect([...LIVE, ...REBUILD].map(([path]) => path).toSorted()).toEqual(FIELDS.map((field) => field.path).toSorted());
});

test('other cases', () => {
  const kind = (change: DeepPartial<Experiment>) => classifyChange(before, completeExperiment(change, before)).change;
  expect(kind({})).toBe('none');
  expect(kind({ lanes: [...before.lanes, {}] })).toBe('rebuild');
  expect(kind({ lanes: [] })).toBe('rebuild');
  expect(kind({ training: { learningRate: 0.5, seed: 7 } })).toBe('rebuild');
});

test('a live target restarts training if the initial weights are divided by its standard deviation', () => {
  const target = (variance: number) =>
    ({ activation: 'selu', fixedPoint: { variance }, realization: 'scaled-output' }) as const;
  const kind = (realization: 'scaled-output' | 'scaled-units') =>
    classifyChange(
      completeExperiment({ lanes: [{ ...target(4), realization }] }),
      completeExperiment({ lanes: [{ ...target(9), realization }] }),
    ).change;
  expect(kind('scaled-output')).toBe('rebuild');
  expect(kind('scaled-units')).toBe('live');
});

test('it tells the change of each lane, and whether the data differ', () => {
  const three = completeExperiment({ lanes: [{}, { label: 'Mine' }, { activation: 'elu' }] });
  const lanes = [{}, { label: 'Yours' }, { activation: 'elu', alpha: 0.3, label: 'Other' }] as const;
  expect(classifyChange(three, completeExperiment({ lanes: [...lanes] }, three))).toMatchObject({
    change: 'live',
    otherData: false,
    lanes: ['none', 'label', 'network'],
  });
  const noisier = completeExperiment({ dataset: { noise: 0.5 } }, three);
  expect(classifyChange(three, noisier)).toMatchObject({ otherData: true, lanes: ['none', 'none', 'none'] });
  expect(classifyChange(three, noisier).experiment).toBe(noisier);
});
