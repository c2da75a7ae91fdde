import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyExperiment } from '../../tests/fixtures/experiments';
import { completeExperiment, DEFAULT_EXPERIMENT } from './defaults';
import { RecipeError } from './errors';
import { LINK_MESSAGES } from './messages';
import { experimentFromHash, experimentToHash } from './url';
import { validateExperiment } from './validate';

test('every experiment survives the conversion to a hash and back', () => {
  fc.assert(
    fc.property(anyExperiment, (experiment) => {
      expect(validateExperiment(experiment)).toEqual(experiment);
      const hash = experimentToHash(experiment);
      expect(experimentFromHash(hash)).toEqual(experiment);
      // A browser does not escape these characters in a hash, so the address bar shows the same text.
      expect(hash).toMatch(/^[#\w.\-+&=%!~*'()]*$/);
    }),
  );
});

test('the hash has only the fields that differ from the default', () => {
  expect(experimentToHash(DEFAULT_EXPERIMENT)).toBe('');
  expect(experimentToHash(completeExperiment({ training: { learningRate: 0.02 } }))).toBe('#v=1&training.learningRate=0.02');
  expect(experimentToHash(completeExperiment({ dataset: { name: 'mnist', samples: 500 } }))).toBe(
    '#v=1&dataset.name=mnist&dataset.samples=500',
  );
  const lanes = [{ depth: 32 }, { activation: 'relu', dropout: { kind: 'alpha' } }, { label: 'a & b = 100 %' }] as const;
  expect(experimentToHash(completeExperiment({ lanes: [...lanes] }))).toBe(
    '#v=1&lanes=3&lanes.0.depth=32&lanes.1.activation=relu&lanes.1.dropout.kind=alpha&lanes.2.label=a+%26+b+%3D+100+%25',
  );
});

test.each(['', '#'])('%o is the default experiment', (hash) => {
  expect(experimentFromHash(hash)).toEqual(DEFAULT_EXPERIMENT);
});

test('a hash replaces lanes as a whole, and an omitted field has its default', () => {
  const { lanes, dataset } = experimentFromHash('v=1&lanes=1&lanes.0.activation=tanh&dataset.name=moons');
  expect(lanes).toEqual(completeExperiment({ lanes: [{ activation: 'tanh' }] }).lanes);
  expect(dataset).toEqual(completeExperiment({ dataset: { name: 'moons' } }).dataset);
});

test.each([
  ['#training.learningRate=1', 'version'],
  ['#v=2', 'version'],
  ['#v=1&v=1', 'v'],
  ['#top', 'top'],
  ['#v=1&', ''],
  ['#v=1&training.speed=3', 'training.speed'],
  ['#v=1&__proto__.x=3', '__proto__.x'],
  ['#v=1&dataset.__proto__=3', 'dataset.__proto__'],
  ['#v=1&lane.depth=3', 'lane.depth'],
  ['#v=1&lanes.0.depth=3', 'lanes.0.depth'],
  ['#v=1&lanes=1&lanes.1.depth=3', 'lanes.1.depth'],
  ['#v=1&lanes=1&lanes.12.depth=3', 'lanes.12.depth'],
  ['#v=1&lanes=1&lanes.00.depth=3', 'lanes.00.depth'],
  ['#v=1&lanes=1&lanes.0=3', 'lanes.0'],
  ['#v=1&lanes=5', 'lanes'],
  ['#v=1&lanes=0', 'lanes'],
  ['#v=1&lanes=', 'lanes'],
  ['#v=1&lanes=1&lanes.0.depth=', 'lanes.0.depth'],
  ['#v=1&lanes=1&lanes.0.depth=0x10', 'lanes.0.depth'],
  ['#v=1&lanes=1&lanes.0.depth=129', 'lanes.0.depth'],
  ['#v=1&lanes=1&lanes.0.label=%E0%A4%A', 'lanes.0.label'],
  ['#v=1&training.learningRate=1e999', 'training.learningRate'],
  ['#v=1&training.learningRate=NaN', 'training.learningRate'],
  ['#v=1&dataset.standardize=yes', 'dataset.standardize'],
])('%s is rejected for %o', (hash, field) => {
  expect(() => experimentFromHash(hash)).toThrow(RecipeError);
  expect(() => experimentFromHash(hash)).toThrow(expect.objectContaining({ field }));
});

test('an unknown setting is named', () => {
  expect(() => experimentFromHash('#v=1&foo=3')).toThrow(LINK_MESSAGES.unknown("'foo'"));
});

test('a broken hash throws only a RecipeError', () => {
  const key = fc.constantFrom(
    'v',
    'lanes',
    'lanes.0.depth',
    'lanes.0.label',
    'dataset.name',
    'training.seed',
    'lanes.0',
    '__proto__',
  );
  const piece = fc.tuple(fc.oneof(key, fc.string()), fc.oneof(fc.string(), fc.constantFrom('1', '2', 'mnist')));
  const hash = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pairs) => `#v=1&${pairs.map((pair) => pair.join('=')).join('&')}`),
  );
  fc.assert(
    fc.property(hash, (text) => {
      try {
        experimentFromHash(text);
      } catch (error) {
        expect(error).toBeInstanceOf(RecipeError);
      }
    }),
    { numRuns: 1000 },
  );
});
