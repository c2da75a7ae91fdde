import { expect } from 'vitest';
import { SMALL, test } from './fixtures';

test('configure merges objects, and replaces the lanes as a whole', async ({ small }) => {
  await small.configure({ training: { learningRate: 0.02 } });
  await small.configure({ lanes: [{ depth: 2, width: 4 }] });
  const { dataset, training, lanes } = await small.call((playground) => playground.experiment);
  expect(dataset).toMatchObject({ name: 'spirals', samples: 64, seed: 5 });
  expect(training).toMatchObject({ learningRate: 0.02, batchSize: 16, optimizer: 'sgd', seed: 3 });
  expect(lanes).toHaveLength(1);
  expect(lanes[0]).toMatchObject({ depth: 2, width: 4, block: 'plain', normalization: 'none', gain: 1 });
  expect(lanes[0]?.activation).toBeTypeOf('string');
});

test('rates apply at once; changes of shape restart training with the same seed', async ({ small }) => {
  await small.call((playground) => playground.step(3));
  await small.configure({ training: { learningRate: 0.001, weightDecay: 0.01 } });
  expect(await small.step()).toBe(3);

  const before = await small.call((playground) => playground.weights(0));
  await small.configure({ training: { batchSize: 8 } });
  expect(await small.step()).toBe(0);
  const after = await small.call((playground) => playground.weights(0));
  expect(Object.keys(after)).toEqual(Object.keys(before));
  expect(await small.call((playground) => playground.experiment.training.seed)).toBe(SMALL.training?.seed);
});

test('a change keeps the run running or paused', async ({ small }) => {
  await small.call((playground) => playground.play());
  await small.configure({ training: { batchSize: 8 } });
  await small.passes(2);
  await small.call((playground) => playground.pause());
  await small.configure({ training: { batchSize: 16 } });
  expect(await small.restsAt()).toBe(0);
});

const lane = { depth: 2, width: 8 };
/** Invalid changes, and the field that the error names. */
const REFUSED: [what: string, change: object, field: string, message: RegExp][] = [
  ['an unknown field', { training: { learningRat: 0.1 } }, 'training.learningRat', /./],
  ['a depth of 0', { lanes: [{ ...lane, depth: 0 }] }, 'lanes.0.depth', /1.*128/],
  ['a depth of 129, in the second lane', { lanes: [lane, { ...lane, depth: 129 }] }, 'lanes.1.depth', /1.*128/],
  ['a depth that is a word', { lanes: [{ ...lane, depth: 'abc' }] }, 'lanes.0.depth', /1.*128/],
  ['a dropout rate of 1', { lanes: [{ ...lane, dropout: { kind: 'alpha', rate: 1 } }] }, 'lanes.0.dropout.rate', /\b1\b/],
  ['a learning rate of NaN', { training: { learningRate: Number.NaN } }, 'training.learningRate', /./],
  ['a seed below 0', { training: { seed: -1 } }, 'training.seed', /./],
  ['an unknown activation', { lanes: [{ ...lane, activation: 'swoosh' }] }, 'lanes.0.activation', /selu/],
  ['five lanes', { lanes: [lane, lane, lane, lane, lane] }, 'lanes', /4/],
  ['no lane', { lanes: [] }, 'lanes', /1/],
];

test('invalid input is rejected with its field, and the run continues unchanged', async ({ small }) => {
  const before = await small.call((playground) => playground.experiment);
  await small.call((playground) => playground.step(2));
  await small.call((playground) => playground.play());
  for (const [what, change, field, message] of REFUSED) {
    const refusal = await small.refusal(change);
    expect(refusal, what).toMatchObject({ name: 'RecipeError', field });
    expect(refusal?.message, what).toMatch(message);
  }
  await small.passes(await small.step());
  expect(await small.call((playground) => playground.experiment)).toEqual(before);
});

test('a lane that is too large for the device is rejected before memory is allocated', async ({ small }) => {
  await small.call((playground) => playground.step(2));
  const huge = { depth: 128, width: 2048 };
  const refusal = await small.refusal({ training: { optimizer: 'adam' }, lanes: [huge, huge, huge, huge] });
  expect(refusal?.name).toBe('RecipeError');
  expect(refusal?.field).toMatch(/^lanes/);
  expect(refusal?.message).toMatch(/[MG]i?B/);
  expect((await small.call((playground) => playground.step(1))).step).toBe(3);
});
