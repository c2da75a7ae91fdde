import { expect, test } from 'vitest';
import { expectClose, flat, oracles, transposed } from '../../../tests/oracles';
import { ACTIVATION_CATALOGUE, activationOf } from '../../activations/catalogue';
import { DROPOUT_KINDS, type DropoutKind } from '../../experiment/choices';
import type { ActivationName } from '../../activations/catalogue';
import { normals } from '../../math/random-stream';
import { dropoutCoefficients } from './dropout';
import { ReferenceNetwork, type KeepMasks } from './network';
import { layerName, parameterVector, namedTensors } from './parameters';

const TARGET = { mean: 0, variance: 1 };

function shapeOf(sizes: number[], name: ActivationName, kind: DropoutKind, rate: number) {
  const activation = activationOf(name);
  const constants = activation.parameters;
  const dropout = dropoutCoefficients({ kind, rate }, TARGET, constants);
  return { sizes, nonlinearity: { activation, constants }, dropout, dropoutRate: rate, target: TARGET };
}

const CASES = [
  { name: 'mlp_selu', activation: 'selu', kind: 'none' },
  { name: 'mlp_relu', activation: 'relu', kind: 'none' },
  { name: 'mlp_selu_alpha_dropout_0.1', activation: 'selu', kind: 'alpha' },
] as const;

test.each(CASES)('$name: forward, loss and every gradient', ({ name, activation, kind }) => {
  const { x, labels, W, b, keep_masks, z, h, loss_mean, dW, db, dX } = oracles[name];
  const tensors = Object.fromEntries(
    W.flatMap((weight, l) => [
      [`${layerName(l, 2)}.weight`, { shape: [weight[0].length, weight.length], data: transposed(weight) }],
      [`${layerName(l, 2)}.bias`, { shape: [b[l].length], data: b[l] }],
    ]),
  );
  const network = new ReferenceNetwork(shapeOf([4, 5, 4, 3], activation, kind, 0.1), tensors);
  const masks = keep_masks && keep_masks.map((mask: number[][]) => Uint8Array.from(flat(mask)));
  const pass = network.backward(Float64Array.from(flat(x)), labels, masks);

  z.forEach((expected, l) => expectClose(pass.forward.z[l], expected));
  h.forEach((expected, l) => expectClose(pass.forward.h[l + 1], expected));
  expectClose([pass.loss], loss_mean);
  dW.forEach((expected, l) => expectClose(pass.layerGradients[l].weight, transposed(expected)));
  db.forEach((expected, l) => expectClose(pass.layerGradients[l].bias, expected));
  expectClose(pass.outputGradients[0], dX);
});

/** A network of small size with normal weights of variance 1/fan-in, so that no unit is deeply saturated. */
function smallNetwork(name: ActivationName, kind: DropoutKind) {
  const shape = shapeOf([3, 5, 4, 3], name, kind, 0.3);
  const vector = parameterVector(shape.sizes);
  vector.layers.forEach(({ fanIn, weight, bias }, layer) => {
    weight.set(normals({ seed: 3, purpose: 'weight', layer }, weight.length).map((value) => value / Math.sqrt(fanIn)));
    bias.set(normals({ seed: 4, purpose: 'weight', layer }, bias.length).map((value) => value / 5));
  });
  return new ReferenceNetwork(shape, namedTensors(vector.layers));
}

const X = normals({ seed: 5, purpose: 'dataset' }, 12);
const LABELS = [0, 2, 1, 2];
const NETWORKS = ACTIVATION_CATALOGUE.flatMap(({ name }) => DROPOUT_KINDS.map((kind) => ({ name, kind })));

test.each(NETWORKS)('$name with dropout of kind $kind: gradients are difference quotients of the loss', ({ name, kind }) => {
  const network = smallNetwork(name, kind);
  const masks = network.drawMasks(7, 2, 4);
  const { gradient, outputGradients } = network.backward(X, LABELS, masks);
  const step = 1e-5;
  const quotients = (variables: Float64Array) =>
    Array.from(variables, (value, i) => {
      const lossAt = (moved: number) => {
        variables[i] = moved;
        return network.backward(X, LABELS, masks).loss;
      };
      const quotient = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
      variables[i] = value;
      return quotient;
    });
  const largestDifference = (got: Float64Array, expected: number[]) =>
    Math.max(...expected.map((value, i) => Math.abs(value - got[i])));
  expect(largestDifference(gradient, quotients(network.parameters))).toBeLessThan(1e-9);
  expect(largestDifference(outputGradients[0], quotients(X))).toBeLessThan(1e-9);
});

test('draws masks only with dropout, and uses none in evaluation', () => {
  expect(smallNetwork('relu', 'none').drawMasks(1, 0, 4)).toBeNull();
  const network = smallNetwork('selu', 'alpha');
  const masks: KeepMasks = network.drawMasks(1, 0, 4) ?? [];
  expect(masks.map((mask) => mask.length)).toEqual([20, 16]);
  // Without masks, networks with and without dropout compute the same.
  expect(network.forward(X).logits).toEqual(smallNetwork('selu', 'none').forward(X).logits);
  expect(network.forward(X, masks).logits).not.toEqual(network.forward(X).logits);
});

test('predicts the same probabilities as the loss, one row per input', () => {
  const network = smallNetwork('tanh', 'standard');
  const probabilities = network.predict(X);
  expectClose(probabilities, [...network.backward(X, LABELS).probabilities]);
  for (let row = 0; row < 4; row++) {
    expect(probabilities.subarray(3 * row, 3 * row + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
  }
});

test('the statistics describe each hidden layer’s output after dropout and its gradient', () => {
  const network = smallNetwork('selu', 'alpha');
  const pass = network.backward(X, LABELS, network.drawMasks(1, 0, 4));
  const statistics = network.statistics(pass);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(statistics).toHaveLength(2);
  statistics.forEach((layer, l) => {
    expectClose([layer.mean, layer.preActivation.mean], [mean(pass.forward.h[l + 1]), mean(pass.forward.z[l])]);
    expectClose([layer.gradient.mean], [mean(pass.outputGradients[l + 1])]);
    expect(layer.weights.tauMean).toBeCloseTo(mean(network.layers[l].weight.map((w) => w * w)) * network.layers[l].fanIn, 12);
  });
});
