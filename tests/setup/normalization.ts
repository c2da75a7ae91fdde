/** A normalised layer for kernel tests: random inputs, the operands of its kernels, and the float64 results. */
import { activationOf } from '../../src/activations/catalogue';
import type { DropoutKind } from '../../src/experiment/choices';
import type { ActivationName } from '../../src/activations/catalogue';
import type { Moments } from '../../src/theory/moments';
import type { Device } from '../../src/engine/gpu/device';
import type { Tensor } from '../../src/engine/gpu/tensor';
import type { NormalizedLayer } from '../../src/engine/kernels/normalization/normalized-layer';
import { dropoutBackward, dropoutCoefficients, dropoutForward, keepMask } from '../../src/engine/reference/dropout';
import type { NormalizedBatch, NormParameters } from '../../src/engine/reference/normalization/normalization';
import { laneDropout, hyperOf, stateAt } from './hyperparameters';
import { draw, inputTensor, outputTensor, weightTensor } from './tensors';

export interface NormCase {
  batch: number;
  width: number;
  after: boolean;
  activation: ActivationName;
  dropout: DropoutKind;
  /** Invocations per workgroup. */
  group: number;
}

const SEED = 7;
const STEP = 5;
const LAYER = 3;
const RATE = 0.3;

/**
 * Shapes with one entry, with whole quads and with one entry more; and with more rows and quads than a workgroup has invocations (4 on
 * a processor, 64 on a GPU).
 */
const SHAPES: readonly [batch: number, width: number, group: number][] = [
  [2, 1, 4],
  [5, 4, 64],
  [9, 17, 4],
  [70, 6, 64],
  [3, 262, 64],
];

export const NORM_CASES: readonly NormCase[] = SHAPES.flatMap(([batch, width, group]) =>
  [false, true].flatMap((after): NormCase[] => [
    { batch, width, group, after, activation: 'selu', dropout: 'alpha' },
    // f(0) is not 0, so that the test covers the padding.
    { batch, width, group, after, activation: 'softplus', dropout: 'none' },
  ]),
);

export const caseName = ({ batch, width, after, activation }: NormCase) =>
  `${batch} × ${width}, ${after ? 'after' : 'before'} ${activation}`;

/** The float64 results of a layer with a normalisation. */
export interface NormExpectation {
  normalized: NormalizedBatch;
  /** The input of the activation, and the output of the layer. */
  z: Float64Array;
  h: Float64Array;
  /** ∂loss/∂y at the normalisation's output, and the step from ∂loss/∂x to δ. */
  dy: Float64Array;
  delta: (dx: Float64Array) => Float64Array;
}

export interface NormLayer {
  parameters: NormParameters;
  /** [batch, width], the output of the matmul. */
  x: Float64Array;
  /** ∂loss/∂h */
  g: Float64Array;
  expect(normalize: (x: Float64Array, parameters: NormParameters) => NormalizedBatch): NormExpectation;
  /** `z` has the values after the forward pass; if absent, those before it. */
  operands(device: Device, z?: Float64Array): NormalizedLayer;
  gradient(device: Device): Tensor;
  output(device: Device, label: string): Tensor;
}

export function normLayer({ batch, width, group, after, activation: name, dropout: kind }: NormCase): NormLayer {
  const activation = activationOf(name);
  const constants = activation.parameters;
  const count = batch * width;
  const x = draw(21, count, 2).map((value) => value + 0.5);
  const g = draw(22, count);
  const parameters = { weight: draw(23, width).map((value) => 1 + 0.3 * value), bias: draw(24, width, 0.5) };
  // Rounded to float32, so that both sides start from the same numbers.
  parameters.weight = Float64Array.from(Float32Array.from(parameters.weight));
  const inputs = Float64Array.from(Float32Array.from(x));
  const coefficients = dropoutCoefficients({ kind, rate: RATE }, { mean: 0, variance: 1 }, constants);
  const dropout = coefficients && { ...coefficients, keep: keepMask(SEED, LAYER, STEP, batch, width, RATE) };
  const value = (v: number) => activation.value(v, constants);
  const slope = (v: number) => activation.slope(v, value(v), constants);
  return {
    parameters,
    x: inputs,
    g,
    expect(normalize) {
      const normalized = normalize(after ? inputs.map(value) : inputs, parameters);
      const z = after ? inputs : normalized.y;
      const y = after ? normalized.y : z.map(value);
      const through = dropout ? dropoutBackward(g, dropout) : g;
      return {
        normalized,
        z,
        h: dropout ? dropoutForward(y, dropout) : y,
        dy: after ? through : through.map((d, i) => d * slope(z[i])),
        delta: (dx) => (after ? dx.map((d, i) => d * slope(z[i])) : dx),
      };
    },
    operands(device, z) {
      const tensor = (label: string, values: Float64Array) => inputTensor(device, label, batch, width, values);
      return {
        hyper: hyperOf(device, { ...constants, dropout: laneDropout(RATE, coefficients), seed: SEED }),
        state: stateAt(device, STEP),
        activation,
        dropout: coefficients !== null,
        layer: LAYER,
        group,
        after,
        norm: weightTensor(device, 'norm', 2, width, [...parameters.weight, ...parameters.bias]),
        u: after ? null : tensor('u', inputs),
        z: z ? tensor('z', z) : after ? tensor('z', inputs) : outputTensor(device, 'z', batch, width),
      };
    },
    gradient: (device) => inputTensor(device, 'gradient', batch, width, g),
    output: (device, label) => outputTensor(device, label, batch, width),
  };
}

/** Returns [2, width]: means, then variances. */
export function unitMoments(device: Device, moments: readonly Moments[]): Tensor {
  const values = [...moments.map(({ mean }) => mean), ...moments.map(({ variance }) => variance)];
  return inputTensor(device, 'moments', 2, moments.length, values);
}

/** Returns [1, 2·batch]: mean and variance of each row. */
export function rowMoments(device: Device, moments: readonly Moments[]): Tensor {
  const values = moments.flatMap(({ mean, variance }) => [mean, variance]);
  return inputTensor(device, 'moments', 1, values.length, values);
}
