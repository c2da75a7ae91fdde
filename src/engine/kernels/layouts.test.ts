/**
 * Checks that the host packs structs with the sizes and offsets that the shaders expect. The test finds the members with a
 * regular expression, independently of the parser that generates the layouts.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LAYOUTS_FILE, layoutsSource } from '../../../scripts/layouts.mjs';
import { dropThreshold, HYPERPARAMETER_BYTES, packHyperparameters } from './hyperparameter-buffer';
import { SHAPES } from './layouts';
import { BINS, STATISTICS_BYTES } from './statistics/layer-statistics';
import { LIBRARY } from './sources';
import { packState, STATE_BYTES } from './training-state';

/** Returns the name and type of each member of a WGSL struct. */
function membersOf(source: string, struct: string): [name: string, type: string][] {
  const [, body = ''] = new RegExp(`struct ${struct} \\{([^}]*)\\}`).exec(source) ?? [];
  return [...body.replace(/\/\/.*$/gm, '').matchAll(/(\w+):\s*([^,]*?)\s*(?:,\s|$)/g)].map(([, name, type]) => [name, type]);
}

const ROOT = path.resolve(import.meta.dirname, '../../..');

test('the generated layouts match the shaders', () => {
  const generated = readFileSync(path.join(ROOT, LAYOUTS_FILE), 'utf8');
  expect(generated, 'a struct has changed: run `npm run layouts`').toBe(layoutsSource(ROOT));
});

// A struct of scalars has no padding: field i is word i.
test.each(Object.entries(SHAPES))('struct Shape of %s', (shader, { bytes, fields }) => {
  const members = membersOf(readFileSync(path.join(ROOT, 'shaders', `${shader}.wgsl`), 'utf8'), 'Shape');
  expect(members.length).toBeGreaterThan(0);
  expect(Object.entries(fields)).toEqual(members.map(([name, type], i) => [name, { type, offset: 4 * i }]));
  expect(bytes).toBe(4 * members.length);
});

test('struct Hyperparameters', () => {
  const members = membersOf(LIBRARY.hyperparameters, 'Hyperparameters');
  expect(members).toHaveLength(HYPERPARAMETER_BYTES / 4);
  const bytes = packHyperparameters({
    alpha: 1.5,
    lambda: 2.5,
    dropout: { rate: 0.25, scale: 3.5, shift: 4.5, dropped: 5.5 },
    learningRate: 6.5,
    weightDecay: 7.5,
    momentum: 8.5,
    beta1: 0.5,
    beta2: 0.75,
    epsilon: 9.5,
    saturation: 10.5,
    histogram: { low: 11.5, binsPerUnit: 12.5 },
    seed: 0xfffffffe,
    unitScale: 4,
  });
  const [floats, words] = [new Float32Array(bytes), new Uint32Array(bytes)];
  const got = members.map(([name, type], i) => [name, type === 'u32' ? words[i] : floats[i]]);
  expect(Object.fromEntries(got)).toEqual({
    unit_scale: 4,
    unit_scale_inverse: 0.25,
    alpha: 1.5,
    lambda: 2.5,
    drop_threshold: 2 ** 30,
    keep_scale: 3.5,
    keep_shift: 4.5,
    dropped_value: 5.5,
    learning_rate: 6.5,
    weight_decay: 7.5,
    momentum: 8.5,
    beta1: 0.5,
    beta2: 0.75,
    one_minus_beta1: 0.5,
    one_minus_beta2: 0.25,
    log_beta1: Math.fround(-Math.LN2),
    log_beta2: Math.fround(Math.log(0.75)),
    epsilon: 9.5,
    saturation: 10.5,
    histogram_low: 11.5,
    histogram_scale: 12.5,
    seed: 0xfffffffe,
  });
});

test('struct TrainingState', () => {
  const position = membersOf(LIBRARY.state, 'Position').map(([name]) => name);
  const members = membersOf(LIBRARY.state, 'TrainingState').flatMap(([name, type]) =>
    type === 'Position' ? position.map((part) => `${name}.${part}`) : [name],
  );
  const words = packState({ firstRow: 3, rows: 7, batch: 4, shuffle: true, seed: 0xfffffffe }, 9);
  expect(words.byteLength).toBe(STATE_BYTES);
  // 36 rows of a dataset of 7: five epochs and one row.
  expect(Object.fromEntries(members.map((name, i) => [name, words[i]]))).toEqual({
    'now.step': 9,
    'now.cursor': 1,
    'now.epoch': 5,
    'next.step': 9,
    'next.cursor': 1,
    'next.epoch': 5,
    rows: 7,
    first_row: 3,
    batch: 4,
    shuffle: 1,
    seed: 0xfffffffe,
  });
});

test('struct Statistics', () => {
  const words = membersOf(LIBRARY.statistics, 'Statistics').map(([, type]) => {
    if (type === 'Welford') return membersOf(LIBRARY.welford, 'Welford').length;
    // Counts below, in and above the bins, four to a vec4u.
    return type.startsWith('array<vec4u') ? 4 * Math.ceil((BINS + 2) / 4) : 1;
  });
  expect(words.reduce((sum, count) => sum + count, 0) * 4).toBe(STATISTICS_BYTES);
  expect(LIBRARY.statistics).toContain(`const BINS = ${BINS}u;`);
  expect(LIBRARY.statistics).toContain(`const COUNT_QUADS = ${Math.ceil((BINS + 2) / 4)}u;`);
});

test('the threshold of dropout is the rate’s share of the 2³² random words', () => {
  expect([0, 2 ** -32, 0.5, 1 - 2 ** -32].map(dropThreshold)).toEqual([0, 1, 2 ** 31, 2 ** 32 - 1]);
});
