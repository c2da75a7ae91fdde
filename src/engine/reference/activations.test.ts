import { expect, test } from 'vitest';
import { expectClose, oracles } from '../../../tests/oracles';
import { ACTIVATION_CATALOGUE, activationOf, type Activation, type ActivationParameters } from '../../activations/catalogue';

const valueAt = (activation: Activation, x: number, constants: ActivationParameters = activation.parameters) =>
  activation.value(x, constants);
const slopeAt = (activation: Activation, x: number, constants: ActivationParameters = activation.parameters) =>
  activation.slope(x, activation.value(x, constants), constants);

test('SELU and its slope, from −1000 to 10000', () => {
  const selu = activationOf('selu');
  const { x, y, dydx } = oracles.selu;
  expectClose(
    x.map((at) => valueAt(selu, at)),
    y,
  );
  expectClose(
    x.map((at) => slopeAt(selu, at)),
    dydx,
  );
});

test('ELU, ReLU and its slope', () => {
  const [elu, relu] = [activationOf('elu'), activationOf('relu')];
  const { x, elu_alpha1, relu: y, drelu } = oracles.elu_relu;
  expectClose(
    x.map((at) => valueAt(elu, at, { alpha: 1, lambda: 1, unitScale: 1 })),
    elu_alpha1,
  );
  expectClose(
    x.map((at) => valueAt(relu, at)),
    y,
  );
  expectClose(
    x.map((at) => slopeAt(relu, at)),
    drelu,
  );
});

// No point is within a difference quotient's step of a kink.
const POINTS = Array.from({ length: 61 }, (_, i) => -9 + i * 0.29);

test.each(ACTIVATION_CATALOGUE)('$name: the slope is the value’s difference quotient', (activation) => {
  const step = 1e-5;
  for (const constants of [activation.parameters, { alpha: 0.7, lambda: 1.3, unitScale: 1 }]) {
    for (const x of POINTS) {
      const quotient = (valueAt(activation, x + step, constants) - valueAt(activation, x - step, constants)) / (2 * step);
      expect(Math.abs(slopeAt(activation, x, constants) - quotient)).toBeLessThan(1e-9);
    }
  }
});

test.each(ACTIVATION_CATALOGUE)('$name: its largest slope is the maximum of all slopes', (activation) => {
  const slopes = Array.from({ length: 20001 }, (_, i) => Math.abs(slopeAt(activation, (i - 10000) / 1000)));
  const largest = activation.largestSlope(activation.parameters);
  expect(Math.max(...slopes)).toBeLessThanOrEqual(largest + 1e-15);
  expect(Math.max(...slopes)).toBeGreaterThan(largest * 0.9999);
});
