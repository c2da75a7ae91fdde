import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeExperiment, DEFAULT_EXPERIMENT } from './defaults';
import { RecipeError } from './errors';
import type { NumberField } from './field';
import { FIELDS } from './fields';
import { noFixedPointMessage } from './messages';
import { nest } from './paths';
import { validateExperiment } from './validate';

function refusalOf(value: unknown): RecipeError {
  try {
    validateExperiment(value);
  } catch (error) {
    if (error instanceof RecipeError) return error;
    throw error;
  }
  throw new Error('the experiment was accepted');
}

/** Returns an experiment with one field, at a path of fields.ts. */
function withField(path: string, value: unknown): unknown {
  const lane = path.replace(/^lane\./, '');
  return lane === path ? nest(new Map([[path, value]])) : { lanes: [nest(new Map([[lane, value]]))] };
}

test('an omitted field has its default or the base’s value', () => {
  expect(validateExperiment({})).toEqual(DEFAULT_EXPERIMENT);
  const base = completeExperiment({ training: { learningRate: 0.5 } });
  expect(validateExperiment({ training: { seed: 5 } }, base).training).toEqual({ ...base.training, seed: 5 });
  expect(validateExperiment({ dataset: undefined, training: { seed: undefined }, lanes: undefined })).toEqual(
    DEFAULT_EXPERIMENT,
  );
});

describe('unknown fields', () => {
  test.each([
    [{ datset: {} }, 'datset'],
    [{ dataset: { nmae: 'spirals' } }, 'dataset.nmae'],
    [{ training: { lr: 1 } }, 'training.lr'],
    [{ lanes: [{}, { depht: 3 }] }, 'lanes.1.depht'],
    [{ lanes: [{ dropout: { probability: 0.5 } }] }, 'lanes.0.dropout.probability'],
    [{ lanes: [{ fixedPoint: { sd: 1 } }] }, 'lanes.0.fixedPoint.sd'],
    [JSON.parse('{"__proto__": {"polluted": true}}'), '__proto__'],
    [JSON.parse('{"dataset": {"__proto__": {"name": "moons"}}}'), 'dataset.__proto__'],
    [JSON.parse('{"lanes": [{"constructor": {"prototype": {"polluted": true}}}]}'), 'lanes.0.constructor'],
    [{ [Symbol('depth')]: 1 }, 'Symbol(depth)'],
  ])('%j is rejected for %s', (value, field) => {
    expect(refusalOf(value).field).toBe(field);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('the message lists the known fields', () => {
    expect(refusalOf({ dataset: { nmae: 1 } }).message).toBe(
      "dataset has no field 'nmae'; its fields are name, samples, noise, standardize, heldOut, seed.",
    );
  });
});

describe('other values in place of an object', () => {
  test.each([undefined, null, 3, 'spirals', [], new Map(), new Date(), () => 1])('%s for the experiment', (value) => {
    expect(refusalOf(value).field).toBe('experiment');
  });

  test.each([
    [{ dataset: [] }, 'dataset'],
    [{ dataset: 'mnist' }, 'dataset'],
    [{ training: null }, 'training'],
    [{ lanes: {} }, 'lanes'],
    [{ lanes: { length: 1, 0: {} } }, 'lanes'],
    [{ lanes: [] }, 'lanes'],
    [{ lanes: [{}, {}, {}, {}, {}] }, 'lanes'],
    [{ lanes: [[]] }, 'lanes.0'],
    [{ lanes: [{}, null] }, 'lanes.1'],
    [{ lanes: Array(2) }, 'lanes.0'],
    [{ lanes: [{ dropout: 0.1 }] }, 'lanes.0.dropout'],
    [{ version: 2 }, 'version'],
    [{ version: '1' }, 'version'],
  ])('%j is rejected for %s', (value, field) => {
    expect(refusalOf(value).field).toBe(field);
  });

  test('an accessor is not called', () => {
    const value = {
      get dataset(): never {
        throw new Error('it was called');
      },
    };
    expect(refusalOf(value).field).toBe('dataset');
  });

  test('an object without a prototype or from another realm is accepted', () => {
    expect(validateExperiment(Object.create(null))).toEqual(DEFAULT_EXPERIMENT);
    const otherRealm: unknown = runInNewContext('({})');
    expect(validateExperiment(otherRealm)).toEqual(DEFAULT_EXPERIMENT);
  });
});

const numberFields = FIELDS.filter((field): field is NumberField => field.kind === 'number');

describe.each(numberFields)('$path', (field) => {
  const named = field.path.replace('lane.', 'lanes.0.');
  const tiny = (value: number) => Math.max(Math.abs(value) * 1e-9, 1e-40);

  test.each(['abc', '1', NaN, Infinity, -Infinity, null, true, [], {}, 5n])('%s is rejected', (value) => {
    const { field: got, message } = refusalOf(withField(field.path, value));
    expect(got).toBe(named);
    expect(message).toContain(String(field.max));
  });

  test('its limits are those of the table', () => {
    const { path, integer, min, max, minExcluded, maxExcluded } = field;
    const step = integer ? 1 : undefined;
    expect(refusalOf(withField(path, min - (step ?? tiny(min)))).field).toBe(named);
    expect(refusalOf(withField(path, max + (step ?? tiny(max)))).field).toBe(named);
    if (minExcluded) expect(refusalOf(withField(path, min)).field).toBe(named);
    if (maxExcluded) expect(refusalOf(withField(path, max)).field).toBe(named);
    if (integer) expect(refusalOf(withField(path, min + 0.5)).field).toBe(named);
  });
});

test.each([
  ['lane.depth', 1, 128],
  ['lane.width', 2, 2048],
  ['lane.dropout.rate', 0, 0.999],
  ['training.batchSize', 1, 65_536],
  ['training.learningRate', 0, 1000],
  ['training.seed', 0, 4_294_967_295],
  ['dataset.seed', 0, 4_294_967_295],
])('%s accepts %d and %d', (path, low, high) => {
  expect(() => validateExperiment(withField(path, low))).not.toThrow();
  expect(() => validateExperiment(withField(path, high))).not.toThrow();
});

test('a message names the field, the allowed range and the value', () => {
  expect(refusalOf({ lanes: [{ depth: 129 }] })).toMatchObject({
    field: 'lanes.0.depth',
    message: 'lanes.0.depth must be a whole number from 1 to 128; got 129.',
  });
  expect(refusalOf({ lanes: [{ dropout: { rate: 1 } }] }).message).toBe(
    'lanes.0.dropout.rate must be a number from 0 up to but not including 1; got 1.',
  );
  expect(refusalOf({ training: { optimizer: 'x'.repeat(500) } }).message).toBe(
    `training.optimizer must be one of sgd, momentum, nesterov, adam, adamw; got '${'x'.repeat(40)}…'.`,
  );
});

test.each(['lane.block', 'lane.normalization', 'dataset.name'])('%s: every choice is accepted', (path) => {
  const field = FIELDS.find((candidate) => candidate.path === path);
  const choices = field?.kind === 'choice' ? field.choices : [];
  expect(choices.length).toBeGreaterThan(2);
  for (const { value } of choices) expect(() => validateExperiment(withField(path, value))).not.toThrow();
});

test.each(['x'.repeat(81), 'a\nb', '\ud800', 5])('the label %j is rejected', (label) => {
  expect(refusalOf({ lanes: [{ label }] }).field).toBe('lanes.0.label');
});

describe('limits that depend on other fields', () => {
  test.each([
    [{ name: 'digits', samples: 1798 }, 'dataset.samples'],
    [{ name: 'mnist', samples: 60_001 }, 'dataset.samples'],
    [{ name: 'mnist', heldOut: 10_001 }, 'dataset.heldOut'],
    [{ samples: 100, heldOut: 100 }, 'dataset.heldOut'],
    [{ samples: 2, heldOut: 0.9 }, 'dataset.heldOut'],
    [{ heldOut: 1.5 }, 'dataset.heldOut'],
  ])('dataset %j is rejected for %s', (dataset, field) => {
    expect(refusalOf({ dataset }).field).toBe(field);
  });

  test.each([
    { samples: 100, heldOut: 99 },
    { samples: 2, heldOut: 0.5 },
    { name: 'mnist', samples: 100, heldOut: 10_000 },
    { name: 'mnist', heldOut: 0.5 },
    { name: 'custom', heldOut: 7 },
  ])('dataset %j is accepted', (dataset) => {
    expect(validateExperiment({ dataset }).dataset).toMatchObject(dataset);
  });

  test('a target without a fixed point is rejected, with the limits of the mean', () => {
    // For variance 1 the region is −0.80326 < μ* < 0.68333, computed in 40-digit arithmetic.
    const { field, message } = refusalOf({ lanes: [{}, { fixedPoint: { mean: 0.69 } }] });
    expect(field).toBe('lanes.1.fixedPoint.mean');
    expect(message).toBe(noFixedPointMessage('lanes.1.fixedPoint.mean', -0.80326, 0.68333, 1, 0.69));
    expect(message).toMatch(/-0\.8033 .* 0\.6833/);
    expect(() => validateExperiment({ lanes: [{ fixedPoint: { mean: 0.68 } }] })).not.toThrow();
    expect(() => validateExperiment({ lanes: [{ activation: 'relu', fixedPoint: { mean: 0.69 } }] })).not.toThrow();
  });
});

test('the rate is kept without dropout', () => {
  expect(validateExperiment({ lanes: [{ dropout: { kind: 'none', rate: 0.3 } }] }).lanes[0].dropout.rate).toBe(0.3);
});

test('only a RecipeError is thrown', () => {
  const lane = fc.record({ depth: fc.anything(), label: fc.anything(), dropout: fc.anything() }, { requiredKeys: [] });
  const near = fc.record({ dataset: fc.anything(), training: fc.anything(), lanes: fc.array(lane) }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), near), (value) => {
      try {
        validateExperiment(value);
      } catch (error) {
        expect(error).toBeInstanceOf(RecipeError);
      }
    }),
    { numRuns: 500 },
  );
});
