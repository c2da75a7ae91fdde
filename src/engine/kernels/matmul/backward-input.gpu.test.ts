import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { laneDropout, hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import {
  contentsOf,
  draw,
  inputTensor,
  outputTensor,
  randomShapes,
  runOnce,
  type TensorContents,
  weightTensor,
} from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { ACTIVATION_CATALOGUE, activationOf } from '../../../activations/catalogue';
import type { DropoutKind } from '../../../experiment/choices';
import type { Device } from '../../gpu/device';
import { ShapeError } from '../../gpu/errors';
import { matmulBackwardInput as reference, preActivationGradient } from '../../reference/matmul/backward-input';
import { dropoutCoefficients, keepMask } from '../../reference/dropout';
import { matmulBackwardInput } from './backward-input';

/** Sums of up to 65 products of about 1/√out, rounded to 24 bits, are off by a few 1e-7; slopes of size 1 by 2e-7. */
const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };

interface Case {
  shape: readonly [batch: number, fanIn: number, fanOut: number];
  activation?: (typeof ACTIVATION_CATALOGUE)[number];
  dropout?: { kind: DropoutKind; rate: number };
  keepGradient?: boolean;
  seed?: number;
  layerBelow?: number;
  step?: number;
}

interface Outcome {
  gradient: TensorContents;
  deltaBelow: TensorContents;
  expected: { gradient: Float64Array; deltaBelow: Float64Array };
  keep: Uint8Array;
}

async function run(device: Device, options: Case): Promise<Outcome> {
  const { shape, activation = activationOf('selu'), dropout = { kind: 'none', rate: 0 }, keepGradient = true } = options;
  const { seed = 7, layerBelow = 2, step = 5 } = options;
  const [batch, fanIn, fanOut] = shape;
  const constants = activation.parameters;
  const delta = draw(11, batch * fanOut);
  const weight = draw(12, fanIn * fanOut, 1 / Math.sqrt(fanOut));
  const z = draw(13, batch * fanIn, 2);
  const coefficients = dropoutCoefficients(dropout, { mean: 0, variance: 1 }, constants);
  const keep = keepMask(seed, layerBelow, step, batch, fanIn, dropout.rate);

  const gradient = outputTensor(device, 'gradient', batch, fanIn);
  const deltaBelow = outputTensor(device, 'delta below', batch, fanIn);
  const backward = await matmulBackwardInput(device, {
    hyper: hyperOf(device, { ...constants, dropout: laneDropout(dropout.rate, coefficients), seed }),
    state: stateAt(device, step),
    activation,
    dropout: coefficients !== null,
    layerBelow,
    delta: inputTensor(device, 'delta', batch, fanOut, delta),
    weight: weightTensor(device, 'weight', fanIn, fanOut, weight),
    zBelow: inputTensor(device, 'z below', batch, fanIn, z),
    deltaBelow,
    gradient,
    keepGradient,
  });
  runOnce(device, backward);

  const g = reference(delta, { fanIn, fanOut, weight, bias: new Float64Array(fanOut) }, batch);
  const through = preActivationGradient(g, z, { activation, constants }, coefficients && { ...coefficients, keep });
  const [[gradientContents], [deltaContents]] = await Promise.all([
    contentsOf(device, gradient),
    contentsOf(device, deltaBelow),
  ]);
  const expected = { gradient: g, deltaBelow: through };
  return { gradient: gradientContents, deltaBelow: deltaContents, expected, keep };
}

function expectTwin({ gradient, deltaBelow, expected }: Outcome, what: string): void {
  expectNear(gradient.values, expected.gradient, TOLERANCE, `g of ${what}`);
  expectNear(deltaBelow.values, expected.deltaBelow, TOLERANCE, `δ below of ${what}`);
  expect(
    [...gradient.padding, ...deltaBelow.padding].every((value) => value === 0),
    `padding of ${what}`,
  ).toBe(true);
}

// Single entries, one past a quad (5, 9, 17, 33) and one past a workgroup, which takes 16 or 32 columns and 8 or 16 rows.
const SHAPES = [
  [1, 1, 1],
  [1, 2, 4],
  [4, 4, 4],
  [17, 9, 33],
  [9, 17, 5],
  [17, 33, 3],
  [33, 65, 2],
  [6, 26, 65],
  [16, 32, 32],
  [2, 130, 7],
  ...randomShapes(2, 4),
] as const;

test('equals the twin for every shape', () =>
  withDevice(async (device) => {
    for (const shape of SHAPES) expectTwin(await run(device, { shape }), shape.join(' × '));
  }));

test('does not write the gradient if only the statistics read it', () =>
  withDevice(async (device) => {
    const { gradient, deltaBelow, expected } = await run(device, { shape: [17, 9, 6], keepGradient: false });
    expectNear(deltaBelow.values, expected.deltaBelow, TOLERANCE, 'δ below');
    expect(gradient.values.every(Number.isNaN)).toBe(true);
  }));

test.each(ACTIVATION_CATALOGUE)('$name, with each kind of dropout', (activation) =>
  withDevice(async (device) => {
    for (const [kind, rate] of [
      ['none', 0],
      ['standard', 0.3],
      ['alpha', 0.1],
    ] as const) {
      const outcome = await run(device, { shape: [18, 13, 9], activation, dropout: { kind, rate } });
      expectTwin(outcome, `dropout ${kind}`);
    }
  }),
);

test('passes no gradient through the units that the forward pass dropped, at odd and even widths', () =>
  withDevice(async (device) => {
    for (const width of [1, 2, 3, 5, 7, 13, 17, 33]) {
      const place = { seed: 0xffffffff, layerBelow: 127, step: 123_456_789 };
      const { deltaBelow, keep } = await run(device, {
        shape: [19, width, 3],
        dropout: { kind: 'alpha', rate: 0.5 },
        ...place,
      });
      expect(
        Uint8Array.from(deltaBelow.values, (value) => (value === 0 ? 0 : 1)),
        `width ${width}`,
      ).toEqual(keep);
    }
  }));

test('rejects tensors whose shapes do not match', () =>
  withDevice(async (device) => {
    const tensor = (label: string, rows: number, columns: number) => outputTensor(device, label, rows, columns);
    const operands = {
      hyper: hyperOf(device),
      state: stateAt(device, 0),
      activation: activationOf('relu'),
      dropout: false,
      layerBelow: 0,
      delta: tensor('delta', 5, 2),
      weight: tensor('weight', 3, 2),
      zBelow: tensor('z below', 5, 3),
      deltaBelow: tensor('delta below', 5, 3),
      gradient: tensor('gradient', 5, 3),
      keepGradient: true,
    };
    await expect(matmulBackwardInput(device, { ...operands, delta: tensor('delta', 4, 2) })).rejects.toThrow(
      new ShapeError('delta is [4, 2]; expected [5, 2]'),
    );
    await expect(matmulBackwardInput(device, { ...operands, weight: tensor('weight', 2, 3) })).rejects.toThrow(ShapeError);
    await expect(matmulBackwardInput(device, { ...operands, gradient: tensor('gradient', 5, 2) })).rejects.toThrow(
      new ShapeError('gradient is [5, 2]; expected [5, 3]'),
    );
  }));
