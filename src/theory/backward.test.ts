import { expect, test } from 'vitest';
import { ACTIVATION_CATALOGUE, activationOf } from '../activations/catalogue';
import type { ActivationName } from '../experiment/experiment';
import { pointMass } from './point-masses';
import { pooledNetwork, type NetworkTheory } from './pooled-network';
import { backwardGain } from './moment-map';
import { normalExpectation } from './quadrature';

function gainOf(name: ActivationName, entering: number, change: Partial<NetworkTheory> = {}): number {
  const { value, slope, parameters } = activationOf(name);
  const theory: NetworkTheory = {
    activation: (x) => value(x, parameters),
    slope: (x) => slope(x, value(x, parameters), parameters),
    roles: ['plain', 'plain'],
    // So that the second layer's pre-activations have the variance asked for, whatever the first one makes of it.
    tau: (layer) => (layer === 0 ? 0 : 1),
    bias: (layer) => (layer === 0 ? 0 : entering - value(0, parameters) ** 2),
    gateBias: -2,
    normalization: null,
    dropout: null,
    centred: false,
    ...change,
  };
  return pooledNetwork(theory, { entering: 1, law: () => pointMass(0) })[1].backwardGain;
}

// SCIENCE: χ at (0, 1) is 1.07157, by 40-digit arithmetic.
test('SELU at its fixed point multiplies squared gradients by 1.07157', () => {
  expect(gainOf('selu', 1)).toBeCloseTo(1.07157, 5);
});

test.each([0.05, 0.5, 1, 4, 50])('SELU agrees with the closed form at variance %d', (variance) => {
  const { parameters } = activationOf('selu');
  const closed = backwardGain({ mean: 0, variance }, { ...parameters, omega: 0, tau: 1 });
  expect(Math.abs(gainOf('selu', variance) / closed - 1)).toBeLessThan(1e-10);
});

// Without the slopes of the catalogue.
test.each(ACTIVATION_CATALOGUE.map(({ name }) => name))('%s: the mean squared difference quotient', (name) => {
  const { value, parameters } = activationOf(name);
  const step = 1e-6;
  const quotient = (x: number) => ((value(x + step, parameters) - value(x - step, parameters)) / (2 * step)) ** 2;
  expect(gainOf(name, 1.5)).toBeCloseTo(normalExpectation(quotient, 0, Math.sqrt(1.5)), 5);
});

test('ReLU, He: 1; with ordinary dropout 1/keep', () => {
  expect(gainOf('relu', 1, { tau: () => 2 })).toBeCloseTo(1, 12);
  const dropout = { keep: 0.5, scale: 2, shift: 0, dropped: 0 };
  expect(gainOf('relu', 1, { tau: () => 2, dropout })).toBeCloseTo(2, 12);
});

// Yang et al. 2019, A Mean Field Theory of Batch Normalization: π/(π − 1) for ReLU over large batches.
test('ReLU after batch normalisation: π/(π − 1); after layer normalisation 1', () => {
  const normalized = (kind: 'batch' | 'layer') =>
    gainOf('relu', 1, { tau: () => 1, bias: () => 0, normalization: { kind, after: false } });
  expect(normalized('batch')).toBeCloseTo(Math.PI / (Math.PI - 1), 4);
  expect(normalized('layer')).toBeCloseTo(1, 4);
});
