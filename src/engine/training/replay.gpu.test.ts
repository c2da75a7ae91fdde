/**
 * Five steps of random recipes, from the engine's own initial weights, taken again in float64 by src/reference: losses,
 * statistics and weights must agree to 1e-3 relative, with dropout, shuffling and every optimizer.
 */
import { expect, test } from 'vitest';
import { SMALLEST_TILES, withTiles } from '../../../tests/setup/tiles';
import { withDevice } from '../../../tests/setup/with-device';
import { relativeError } from '../../../tests/setup/relative-error';
import { type CompleteExperiment, type DeepPartial, type Recipe } from '../../experiment/experiment';
import { NORMALIZATION_PLACES, OPTIMIZERS } from '../../experiment/choices';
import { NORMALIZATIONS } from '../../normalizations/catalogue';
import { ACTIVATIONS } from '../../activations/catalogue';
import { fitStandardization } from '../../data/standardize';
import { validateExperiment } from '../../experiment/validate';
import { requireConstants } from '../../predictions/resolved-constants';
import { uniforms } from '../../math/random-stream';
import type { Device } from '../gpu/device';
import { ReferenceNetwork } from '../reference/network';
import { freshTrainingState, lossOfStep, trainStep, trainSteps } from '../reference/training-step';
import { Session } from './session';

/** Without a normalisation, with one, and in blocks with any. */
const PLAIN_CASES = 20;
const NORMALIZED_CASES = 18;
const BLOCK_CASES = 24;
const FIRST_BLOCK = PLAIN_CASES + NORMALIZED_CASES;
const CASES = FIRST_BLOCK + BLOCK_CASES;
const STEPS = 5;
const TOLERANCE = 1e-3;

/** A small random case; everything about it follows from its number. */
function randomCase(number: number): { experiment: CompleteExperiment; rows: number; features: number; classes: number } {
  const draws = uniforms({ seed: number, purpose: 'dataset' }, 16);
  let at = 0;
  const draw = () => draws[at++];
  const whole = (low: number, high: number) => low + Math.floor(draw() * (high - low + 1));
  const dropoutKinds = ['none', 'standard', 'alpha'] as const;
  const activation = ACTIVATIONS[number % ACTIVATIONS.length];
  const lane: DeepPartial<Recipe> = {
    activation,
    depth: whole(1, 4),
    // The normalisation of a row of two units keeps only a sign.
    width: whole(number < FIRST_BLOCK ? 2 : 6, 19),
    dropout: { kind: dropoutKinds[number % 3], rate: 0.05 + 0.4 * draw() },
    ...(activation === 'selu' ? { fixedPoint: { mean: 0.1 * draw(), variance: 0.5 + draw() } } : {}),
    ...(number < PLAIN_CASES ? {} : normalization(number)),
    ...(number < FIRST_BLOCK ? {} : blocks(number)),
  };
  const experiment = validateExperiment({
    dataset: { name: 'spirals', seed: number % 2 },
    training: {
      // Batch normalisation wants two rows.
      batchSize: whole(number < PLAIN_CASES ? 1 : number < FIRST_BLOCK ? 2 : 6, 21),
      learningRate: 0.02,
      weightDecay: 0.1 * draw(),
      optimizer: OPTIMIZERS[number % OPTIMIZERS.length],
      // So that Adam makes no steps of what rounding leaves of a gradient that a normalisation takes away.
      epsilon: number < PLAIN_CASES ? 1e-8 : 1e-3,
      seed: 1000 + number,
    },
    lanes: [lane, { ...lane, initialization: 'glorot-uniform' }],
  });
  // The normalisation removes the scale of a single feature, which is all that the first weights could learn.
  const leastFeatures = number < PLAIN_CASES ? 1 : 3;
  const [rows, features, classes] = [whole(20, 40), whole(leastFeatures, 9), whole(2, 7)];
  // As wide as the layers, blocks begin at the first of them.
  const wide = number >= FIRST_BLOCK && number % 3 === 0;
  return { experiment, rows, features: wide ? experiment.lanes[0].width : features, classes };
}

/** Each kind with each place and each kind of dropout, which also goes by threes. */
function normalization(number: number): Pick<Recipe, 'normalization' | 'normalizationPlace'> {
  const kinds = ['batch', 'layer', 'weight'] as const;
  return {
    normalization: kinds[Math.floor(number / 3) % 3],
    normalizationPlace: NORMALIZATION_PLACES[Math.floor(number / 9) % 2],
  };
}

/** Each block with each normalisation and none. */
function blocks(number: number): Pick<Recipe, 'block' | 'normalization' | 'depth'> {
  return {
    block: number % 2 === 0 ? 'residual' : 'highway',
    normalization: NORMALIZATIONS[Math.floor(number / 2) % NORMALIZATIONS.length],
    depth: 2 + (number % 4),
  };
}

/** Returns whether batch normalisation cancels a tensor's effect, so that its gradient is 0 except for rounding. */
function cancelled({ normalization: kind, normalizationPlace, activation }: Recipe, name: string): boolean {
  const shifts = normalizationPlace === 'before-activation' || activation === 'linear';
  return kind === 'batch' && shifts && /^hidden\.\d+\.bias$/.test(name);
}

test.each(Array.from({ length: CASES }, (_, number) => number))('random recipe %i', (number) =>
  withDevice((device) => withTiles(device, SMALLEST_TILES, () => replay(device, number))),
);

async function replay(device: Device, number: number): Promise<void> {
  const { experiment, rows, features, classes } = randomCase(number);
  const inputs = Float32Array.from(uniforms({ seed: number, purpose: 'noise' }, rows * features), (u) => 3 * u - 1);
  const labels = Uint32Array.from({ length: rows }, (_, i) => (i * 7 + (i >> 2)) % classes);

  const errors: unknown[] = [];
  const session = new Session(device, experiment, '', {
    snapshot() {},
    statechange() {},
    error: (error) => errors.push(error),
  });
  await session.open();
  const custom = validateExperiment({ dataset: { name: 'custom' } }, experiment);
  await session.setData(custom, { inputs, labels, features, classes });

  const data = await session.dataset();
  const standardization = fitStandardization(data, true);
  const expected = new Map<number, ReferenceNetwork>();
  const started = [await session.weights(0), await session.weights(1)];
  for (const lane of [0, 1]) {
    const network = ReferenceNetwork.fromRecipe(
      custom.lanes[lane],
      requireConstants(custom.lanes[lane]),
      features,
      classes,
      started[lane],
    );
    expected.set(lane, network);
  }
  // A batch of few rows divides by small variances, which magnifies what rounding did before.
  const near = (got: number, value: number) =>
    number < PLAIN_CASES
      ? expect(got).toBeCloseTo(value, 3)
      : expect(Math.abs(got - value)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(value)));
  const snapshot = await session.step(STEPS);
  expect(errors).toEqual([]);
  for (const lane of [0, 1]) {
    const network = expected.get(lane);
    if (!network) throw new Error('no reference');
    const trainingRows = { inputs, labels, trainingRows: rows, standardization };
    const state = freshTrainingState(network);
    trainSteps(network, custom, trainingRows, STEPS - 1, state);
    const last = lossOfStep(network, custom, trainingRows, state.step);
    // Before the update: the probe sees the weights that the forward pass used.
    const statistics = network.statistics(last);
    trainStep(network, custom, trainingRows, state);
    near(snapshot.lanes[lane].loss, last.loss);
    const weights = await session.weights(lane);
    const before = started[lane];
    for (const [name, { data: values }] of Object.entries(network.tensors())) {
      if (cancelled(custom.lanes[lane], name)) {
        weights[name].data.forEach((value, i) => expect(Math.abs(value - before[name].data[i])).toBeLessThan(1e-5));
      } else expect(relativeError(weights[name].data, values), `${name} of lane ${lane}`).toBeLessThan(TOLERANCE);
    }
    // In evaluation mode: without dropout, and by running moments.
    const { mean, scale } = standardization;
    const standardized = inputs.map((value, i) => (value - mean[i % features]) * scale[i % features]);
    expect(relativeError(await session.predict(lane, inputs), network.predict(standardized))).toBeLessThan(TOLERANCE);
    snapshot.lanes[lane].layers.forEach((layer, l) => {
      near(layer.mean, statistics[l].mean);
      near(layer.variance, statistics[l].variance);
      expect(layer.gradient.variance / statistics[l].gradient.variance).toBeCloseTo(1, 2);
      expect(layer.weights.tauMean).toBeCloseTo(statistics[l].weights.tauMean, 3);
    });
  }
}
