/** Compares hidden layers of every kind with PyTorch's numbers (tests/oracles) and with difference quotients of the loss. */
import { describe, expect, test } from 'vitest';
import { expectClose, flat, oracles, transposed } from '../../../tests/oracles';
import { activationOf } from '../../activations/catalogue';
import { layerRoles } from '../../experiment/architecture';
import { BLOCKS, NORMALIZATION_PLACES } from '../../experiment/choices';
import { NORMALIZATIONS } from '../../normalizations/catalogue';
import type { ActivationName } from '../../activations/catalogue';
import { normals } from '../../math/random-stream';
import type { DenseLayer } from './matmul/dense-layer';
import { dropoutCoefficients } from './dropout';
import { hiddenBackward, hiddenForward, type HiddenParts } from './hidden-layer';
import { ReferenceNetwork, type KeepMasks, type NetworkShape } from './network';
import { namedTensors, parameterVector } from './parameters';

const float64 = (values: Parameters<typeof flat>[0]) => Float64Array.from(flat(values));
const TOLERANCE = 1e-10;

/** Transposes PyTorch's [out, in]. */
function denseOf(weight: number[][], bias: number[]): DenseLayer {
  return { fanIn: weight[0].length, fanOut: weight.length, weight: Float64Array.from(transposed(weight)), bias: float64(bias) };
}

const zerosOf = ({ fanIn, fanOut }: DenseLayer): DenseLayer => ({
  fanIn,
  fanOut,
  weight: new Float64Array(fanIn * fanOut),
  bias: new Float64Array(fanOut),
});

function partsOf(activation: ActivationName, dense: DenseLayer, gate: DenseLayer | null = null): HiddenParts {
  const of = activationOf(activation);
  const nonlinearity = { activation: of, constants: of.parameters };
  return { nonlinearity, normalization: 'none', place: 'before-activation', dense, gate, norm: null };
}

test('a highway layer', () => {
  const { x, WH, bH, WT, bT, grad_out, y, dx, dWH, dWT, dbH, dbT } = oracles.highway;
  // Its H is a ReLU.
  const parts = partsOf('relu', denseOf(WH, bH), denseOf(WT, bT));
  const forward = hiddenForward(parts, float64(x), x.length, null, null);
  expectClose(forward.h, y, TOLERANCE);
  const gradients = { dense: zerosOf(parts.dense), gate: zerosOf(parts.dense), norm: null };
  expectClose(hiddenBackward(parts, forward, float64(grad_out), x.length, gradients).dx, dx, TOLERANCE);
  expectClose(gradients.dense.weight, transposed(dWH), TOLERANCE);
  expectClose(gradients.dense.bias, dbH, TOLERANCE);
  expectClose(gradients.gate.weight, transposed(dWT), TOLERANCE);
  expectClose(gradients.gate.bias, dbT, TOLERANCE);
});

test('a residual block: relu(x + W₂·relu(W₁·x + b₁) + b₂)', () => {
  const { x, W1, b1, W2, b2, grad_out, y, dx, dW1, dW2, db1, db2 } = oracles.resblock_post_relu_bottleneck;
  const input = float64(x);
  const [first, second] = [partsOf('relu', denseOf(W1, b1)), partsOf('relu', denseOf(W2, b2))];
  const opened = hiddenForward(first, input, x.length, null, null);
  const closed = hiddenForward(second, opened.h, x.length, input, null);
  expectClose(closed.h, y, TOLERANCE);
  const gradients = [first, second].map(({ dense }) => ({ dense: zerosOf(dense), gate: null, norm: null }));
  const above = hiddenBackward(second, closed, float64(grad_out), x.length, gradients[1]);
  const below = hiddenBackward(first, opened, above.dx, x.length, gradients[0]);
  expectClose(
    below.dx.map((value, i) => value + above.dz[i]),
    dx,
    TOLERANCE,
  );
  expectClose(gradients[0].dense.weight, transposed(dW1), TOLERANCE);
  expectClose(gradients[0].dense.bias, db1, TOLERANCE);
  expectClose(gradients[1].dense.weight, transposed(dW2), TOLERANCE);
  expectClose(gradients[1].dense.bias, db2, TOLERANCE);
});

const CASES = BLOCKS.flatMap((block) =>
  NORMALIZATIONS.flatMap((kind) =>
    NORMALIZATION_PLACES.flatMap((place) =>
      (['selu', 'tanh'] as const).map((activation) => ({ block, kind, place, activation })),
    ),
  ),
);

describe.each([3, 5])('from %i features to layers of 5 units', (features) => {
  test.each(CASES)('$block, $kind normalisation $place, $activation: gradients are difference quotients', (each) => {
    const { block, kind, place } = each;
    const depth = 4;
    const width = 5;
    const batch = 6;
    const activation = activationOf(each.activation);
    const constants = activation.parameters;
    const shape: NetworkShape = {
      sizes: [features, ...Array.from({ length: depth }, () => width), 3],
      nonlinearity: { activation, constants },
      dropout: dropoutCoefficients({ kind: 'alpha', rate: 0.3 }, { mean: 0, variance: 1 }, constants),
      dropoutRate: 0.3,
      target: { mean: 0, variance: 1 },
      normalization: { kind, place },
      roles: layerRoles({ block, depth, width }, features),
    };
    const vector = parameterVector(shape.sizes, { normalization: kind, roles: shape.roles ?? [] });
    vector.values.set(normals({ seed: 7, purpose: 'weight' }, vector.values.length).map((value) => 0.5 * value));
    for (const norm of vector.norms) norm?.weight.forEach((value, i) => (norm.weight[i] = 1 + 0.3 * value));
    const network = new ReferenceNetwork(shape, namedTensors(vector.layers, vector));
    const x = normals({ seed: 5, purpose: 'dataset' }, batch * features);
    const labels = [0, 2, 1, 2, 0, 1];
    const masks: KeepMasks | null = network.drawMasks(11, 3, batch);
    const { gradient } = network.backward(x, labels, masks);
    const { parameters } = network;
    const step = 1e-5;
    for (let i = 0; i < parameters.length; i += 3) {
      const value = parameters[i];
      const at = (moved: number) => {
        parameters[i] = moved;
        const { loss } = network.backward(x, labels, masks);
        parameters[i] = value;
        return loss;
      };
      const quotient = (at(value + step) - at(value - step)) / (2 * step);
      expect(Math.abs(gradient[i] - quotient), `parameter ${i}`).toBeLessThan(1e-7 + 1e-5 * Math.abs(quotient));
    }
  });
});

test('the roles of layers', () => {
  const roles = (block: 'plain' | 'residual' | 'highway', depth: number, features: number) =>
    layerRoles({ block, depth, width: 8 }, features).join(' ');
  expect(roles('plain', 3, 8)).toBe('plain plain plain');
  expect(roles('residual', 5, 2)).toBe('plain opens closes opens closes');
  expect(roles('residual', 4, 2)).toBe('plain opens closes plain');
  expect(roles('residual', 4, 8)).toBe('opens closes opens closes');
  expect(roles('residual', 1, 8)).toBe('plain');
  expect(roles('highway', 3, 2)).toBe('plain highway highway');
  expect(roles('highway', 2, 8)).toBe('highway highway');
});
