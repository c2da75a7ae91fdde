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
import { word } from '../../../math/random-stream';
import { matmulForward as reference } from '../../reference/matmul/forward';
import { dropoutCoefficients, keepMask } from '../../reference/dropout';
import { matmulForward } from './forward';

/**
 * z sums up to 66 products of about 1/√in. Rounding each sum to 24 bits leaves an error of a few 1e-7 for values of size 1, and
 * an activation adds a few units in the last place. GELU's error is at most 1.5e-7·|x| (Abramowitz and Stegun 7.1.26).
 */
const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };

interface Case {
  shape: readonly [batch: number, fanIn: number, fanOut: number];
  activation?: (typeof ACTIVATION_CATALOGUE)[number];
  dropout?: { kind: DropoutKind; rate: number };
  seed?: number;
  layer?: number;
  step?: number;
}

interface Outcome {
  z: TensorContents;
  h: TensorContents;
  expected: { z: Float64Array; h: Float64Array };
  keep: Uint8Array;
  /** The value of a dropped unit, as f32. */
  dropped: number;
}

async function run(device: Device, options: Case): Promise<Outcome> {
  const {
    shape,
    activation = activationOf('selu'),
    dropout = { kind: 'none', rate: 0 },
    seed = 7,
    layer = 2,
    step = 5,
  } = options;
  const [batch, fanIn, fanOut] = shape;
  const constants = activation.parameters;
  const x = draw(1, batch * fanIn);
  const weight = draw(2, fanIn * fanOut, 1 / Math.sqrt(fanIn));
  const bias = draw(3, fanOut, 0.3);
  const coefficients = dropoutCoefficients(dropout, { mean: 0, variance: 1 }, constants);
  const keep = keepMask(seed, layer, step, batch, fanOut, dropout.rate);

  const z = outputTensor(device, 'z', batch, fanOut);
  const h = outputTensor(device, 'h', batch, fanOut);
  const forward = await matmulForward(device, {
    hyper: hyperOf(device, { ...constants, dropout: laneDropout(dropout.rate, coefficients), seed }),
    state: stateAt(device, step),
    activation,
    dropout: coefficients !== null,
    layer,
    x: inputTensor(device, 'x', batch, fanIn, x),
    weight: weightTensor(device, 'weight', fanIn, fanOut, weight),
    bias: weightTensor(device, 'bias', 1, fanOut, bias),
    z,
    h,
  });
  runOnce(device, forward);

  const nonlinearity = { activation, constants };
  const expected = reference(
    x,
    { fanIn, fanOut, weight, bias },
    batch,
    nonlinearity,
    coefficients && { ...coefficients, keep },
  );
  const [[zContents], [hContents]] = await Promise.all([contentsOf(device, z), contentsOf(device, h)]);
  return { z: zContents, h: hContents, expected, keep, dropped: Math.fround(coefficients?.dropped ?? NaN) };
}

function expectTwin({ z, h, expected }: Outcome, what: string): void {
  expectNear(z.values, expected.z, TOLERANCE, `z of ${what}`);
  expectNear(h.values, expected.h, TOLERANCE, `h of ${what}`);
  expect(
    [...z.padding, ...h.padding].every((value) => value === 0),
    `padding of ${what}`,
  ).toBe(true);
}

// Single entries, one past a quad (5, 9, 17, 33) and one past a workgroup, which takes 16 or 32 columns and 8 or 16 rows.
const SHAPES = [
  [1, 1, 1],
  [1, 4, 2],
  [4, 4, 4],
  [17, 33, 9],
  [9, 5, 17],
  [17, 3, 33],
  [33, 2, 65],
  [6, 65, 26],
  [16, 32, 32],
  [2, 7, 130],
  ...randomShapes(1, 4),
] as const;

test('equals the twin for every shape', () =>
  withDevice(async (device) => {
    for (const shape of SHAPES) expectTwin(await run(device, { shape }), shape.join(' × '));
  }));

test.each(ACTIVATION_CATALOGUE)('$name, with each kind of dropout', (activation) =>
  withDevice(async (device) => {
    for (const [kind, rate] of [
      ['none', 0],
      ['standard', 0.3],
      ['alpha', 0.1],
    ] as const) {
      const outcome = await run(device, { shape: [18, 9, 13], activation, dropout: { kind, rate } });
      expectTwin(outcome, `dropout ${kind}`);
    }
  }),
);

test('drops exactly the units that the random stream selects, at odd and even widths', () =>
  withDevice(async (device) => {
    const edge = { seed: 3, layer: 1, step: 2 };
    const draws = [
      { rate: 0.5, seed: 1, layer: 0, step: 0 },
      { rate: 0.05, seed: 0xffffffff, layer: 127, step: 123_456_789 },
      { rate: 0.95, seed: 0, layer: 3, step: 1 },
      // Exactly the first unit's word: only words below it are dropped.
      { rate: word({ ...edge, purpose: 'dropout' }, 0) / 2 ** 32, ...edge },
    ];
    for (const width of [1, 2, 3, 5, 7, 13, 17, 33]) {
      for (const { rate, ...place } of draws) {
        const { h, keep, dropped } = await run(device, { shape: [19, 3, width], dropout: { kind: 'alpha', rate }, ...place });
        const got = Uint8Array.from(h.values, (value) => (value === dropped ? 0 : 1));
        expect(got, `width ${width}, rate ${rate}`).toEqual(keep);
      }
    }
  }));

test.each(ACTIVATION_CATALOGUE)('$name of NaN is NaN, as in the twin', (activation) =>
  withDevice(async (device) => {
    const { parameters: constants } = activation;
    // The NaN in the second row reaches all units of that row and no others.
    const x = [0.5, -0.25, NaN, 1, -1, 2];
    const weight = draw(2, 2 * 5);
    const bias = draw(3, 5);
    const h = outputTensor(device, 'h', 3, 5);
    const forward = await matmulForward(device, {
      hyper: hyperOf(device, constants),
      state: stateAt(device, 0),
      activation,
      dropout: false,
      layer: 0,
      x: inputTensor(device, 'x', 3, 2, x),
      weight: weightTensor(device, 'weight', 2, 5, weight),
      bias: weightTensor(device, 'bias', 1, 5, bias),
      z: outputTensor(device, 'z', 3, 5),
      h,
    });
    runOnce(device, forward);
    const expected = reference(Float64Array.from(x), { fanIn: 2, fanOut: 5, weight, bias }, 3, { activation, constants }, null);
    const [{ values }] = await contentsOf(device, h);
    expect([...values].map(Number.isNaN)).toEqual([...expected.h].map(Number.isNaN));
    expect([...values].filter(Number.isNaN)).toHaveLength(5);
  }),
);

test('rejects tensors whose shapes do not match', () =>
  withDevice(async (device) => {
    const tensor = (label: string, rows: number, columns: number) => outputTensor(device, label, rows, columns);
    const operands = {
      hyper: hyperOf(device),
      state: stateAt(device, 0),
      activation: activationOf('relu'),
      dropout: false,
      layer: 0,
      x: tensor('x', 5, 3),
      weight: tensor('weight', 3, 2),
      bias: tensor('bias', 1, 2),
      z: tensor('z', 5, 2),
      h: tensor('h', 5, 2),
    };
    await expect(matmulForward(device, { ...operands, weight: tensor('weight', 4, 2) })).rejects.toThrow(
      new ShapeError('weight is [4, 2]; expected [3, 2]'),
    );
    await expect(matmulForward(device, { ...operands, h: tensor('h', 5, 3) })).rejects.toThrow(
      new ShapeError('h is [5, 3]; expected [5, 2]'),
    );
    await expect(matmulForward(device, { ...operands, bias: tensor('bias', 1, 3) })).rejects.toThrow(ShapeError);
  }));
