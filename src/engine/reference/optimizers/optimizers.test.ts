import { expect, test } from 'vitest';
import { expectClose, oracles } from '../../../../tests/oracles';
import type { CompleteExperiment } from '../../../experiment/experiment';
import { freshOptimizerState, update } from './optimizer';

type Training = CompleteExperiment['training'];

const DEFAULTS: Training = {
  batchSize: 1,
  learningRate: 0.1,
  weightDecay: 0,
  seed: 1,
  optimizer: 'sgd',
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const { p0, grads, params_after_steps_1_2_3: expected } = oracles.optimizers;

const CASES: [keyof typeof expected, Partial<Training>][] = [
  ['sgd_lr0.1', { optimizer: 'sgd' }],
  ['sgd_momentum_lr0.1_mu0.9', { optimizer: 'momentum' }],
  ['sgd_nesterov_lr0.1_mu0.9', { optimizer: 'nesterov' }],
  ['sgd_momentum_lr0.1_mu0.9_l2_0.01', { optimizer: 'momentum', weightDecay: 0.01 }],
  ['adam_lr1e-3_b0.9_0.999_eps1e-8', { optimizer: 'adam', learningRate: 1e-3 }],
  ['adam_lr1e-2_b0.9_0.99_eps0.01', { optimizer: 'adam', learningRate: 1e-2, beta2: 0.99, epsilon: 0.01 }],
  ['adamw_lr1e-3_wd0.01', { optimizer: 'adamw', learningRate: 1e-3, weightDecay: 0.01 }],
];

test.each(CASES)('%s', (name, settings) => {
  const parameters = Float64Array.from(p0);
  const state = freshOptimizerState(p0.length);
  grads.forEach((gradient, step) => {
    update(parameters, state, Float64Array.from(gradient), p0.length, { ...DEFAULTS, ...settings });
    expectClose(parameters, expected[name][step]);
  });
});

test.each(['sgd', 'momentum', 'nesterov', 'adam', 'adamw'] as const)(
  '%s lets the leading parameters alone decay',
  (optimizer) => {
    const after = (decaying: number, weightDecay: number) => {
      const parameters = Float64Array.of(1, 1);
      update(parameters, freshOptimizerState(2), Float64Array.of(0.5, 0.5), decaying, { ...DEFAULTS, optimizer, weightDecay });
      return parameters;
    };
    const [weight, bias] = after(1, 0.4);
    expect(bias).toBe(after(0, 0)[1]);
    // Adam's first update has the size of the learning rate for any gradient, so L2 decay shows in the second update.
    if (optimizer !== 'adam') expect(weight).toBeLessThan(bias);
  },
);

test('Adam’s L2 decay goes through the gradient', () => {
  // With a zero gradient the decay term is the whole gradient. The first update m̂/√v̂ is its sign times the learning rate.
  const parameters = Float64Array.of(2, 2);
  const training: Training = { ...DEFAULTS, optimizer: 'adam', weightDecay: 0.4, epsilon: 0 };
  update(parameters, freshOptimizerState(2), new Float64Array(2), 2, training);
  expectClose(parameters, [1.9, 1.9]);
});
