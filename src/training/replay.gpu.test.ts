/**
 * Five steps of random recipes, from the engine's own initial weights, taken again in float64 by src/reference: losses,
 * statistics and weights must agree to 1e-3 relative, with dropout, shuffling and every optimizer.
 */
import { expect, test } from 'vitest';
import { withDevice } from '../../tests/setup/with-device';
import { relativeError } from '../../tests/setup/relative-error';
import { ACTIVATIONS, OPTIMIZERS, type CompleteExperiment, type DeepPartial, type Recipe } from '../experiment/experiment';
import { fitStandardization } from '../data/standardize';
import { validateExperiment } from '../experiment/validate';
import { constantsInForce } from '../network/lane-numbers';
import { uniforms } from '../random/stream';
import { ReferenceNetwork } from '../reference/network';
import { freshTrainingState, lossOfStep, trainStep, trainSteps } from '../reference/training-step';
import { Session } from './session';

const CASES = 20;
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
    width: whole(2, 19),
    dropout: { kind: dropoutKinds[number % 3], rate: 0.05 + 0.4 * draw() },
    ...(activation === 'selu' ? { fixedPoint: { mean: 0.1 * draw(), variance: 0.5 + draw() } } : {}),
  };
  const experiment = validateExperiment({
    dataset: { name: 'spirals', seed: number % 2 },
    training: {
      batchSize: whole(1, 21),
      learningRate: 0.02,
      weightDecay: 0.1 * draw(),
      optimizer: OPTIMIZERS[number % OPTIMIZERS.length],
      seed: 1000 + number,
    },
    lanes: [lane, { ...lane, initialization: 'glorot-uniform' }],
  });
  return { experiment, rows: whole(20, 40), features: whole(1, 9), classes: whole(2, 7) };
}

test.each(Array.from({ length: CASES }, (_, number) => number))('random recipe %i', (number) =>
  withDevice(async (device) => {
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
    for (const lane of [0, 1]) {
      const network = ReferenceNetwork.fromRecipe(
        custom.lanes[lane],
        constantsInForce(custom.lanes[lane]),
        features,
        classes,
        await session.weights(lane),
      );
      expected.set(lane, network);
    }
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
      expect(snapshot.lanes[lane].loss).toBeCloseTo(last.loss, 3);
      const weights = await session.weights(lane);
      for (const [name, { data: values }] of Object.entries(network.tensors())) {
        expect(relativeError(weights[name].data, values), `${name} of lane ${lane}`).toBeLessThan(TOLERANCE);
      }
      snapshot.lanes[lane].layers.forEach((layer, l) => {
        expect(layer.mean).toBeCloseTo(statistics[l].mean, 3);
        expect(layer.variance).toBeCloseTo(statistics[l].variance, 3);
        expect(layer.gradient.variance / statistics[l].gradient.variance).toBeCloseTo(1, 2);
        expect(layer.weights.tauMean).toBeCloseTo(statistics[l].weights.tauMean, 3);
      });
    }
  }),
);
