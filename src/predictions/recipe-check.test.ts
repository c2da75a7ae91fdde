import { expect, test } from 'vitest';
import { oracles } from '../../tests/oracles';
import type { CompleteExperiment, DeepPartial, Experiment, Recipe } from '../experiment/experiment';
import { findField } from '../experiment/fields';
import type { Finding } from './finding';
import { CLAUSES, TITLES } from './finding-texts';
import { laneTheory } from './lane-theory';
import { PRESETS } from '../experiment/presets';
import { changeRecipe } from '../experiment/recipe';
import { checkRecipe, fixedFields } from './recipe-check';
import { validateExperiment } from '../experiment/validate';

/** Returns the findings of the first lane. */
const found = ({ ...experiment }: DeepPartial<Experiment>) => {
  const complete = validateExperiment(experiment);
  return checkRecipe(complete.lanes[0], complete);
};
const inLane = (lane: DeepPartial<Recipe>) => found({ lanes: [lane] });
const titles = (findings: readonly Finding[]) => findings.map(({ title }) => title);
const only = (findings: readonly Finding[]): string => {
  expect(findings).toHaveLength(1);
  return findings[0].consequence;
};
/** Returns the number after some words of a consequence. */
const numberAfter = (words: string, text: string): number => {
  expect(text).toContain(words);
  return parseFloat(text.slice(text.indexOf(words) + words.length).replace('−', '-'));
};

test('the default recipes have no finding', () => {
  expect(inLane({})).toEqual([]);
  expect(inLane({ dropout: { kind: 'alpha' } })).toEqual([]);
  expect(inLane({ activation: 'relu' })).toEqual([]);
});

// In 40-digit arithmetic, by tests/oracles: the pooled fixed points of q ← τ E[selu(N(0, q))²].
const scan = (oracles.tau_scan_pooled_meanfield as { rows: { tau: string; result: string[] }[] }).rows;

test.each(scan.filter(({ result, tau }) => result.length > 1 && Math.abs(Number(tau) - 1) > 1e-6))(
  'a gain of √$tau has the variance of the oracle as its limit',
  ({ tau, result }) => {
    const consequence = only(inLane({ gain: Math.sqrt(Number(tau)) }));
    const variance = Number(result[1]);
    // Near the ends of the range, layers converge so slowly that the sentence gives no limit.
    if (!consequence.includes(CLAUSES.approaching(''))) return expect(Number(tau) > 1.6 || Number(tau) < 0.52).toBe(true);
    expect(Math.abs(numberAfter(CLAUSES.approaching(''), consequence) / variance - 1)).toBeLessThan(0.01);
  },
);

test('He’s initialiser has no fixed point, PyTorch’s only 0', () => {
  const he = only(inLane({ depth: 32, initialization: 'he-normal' }));
  // The range of τ with a fixed point is 0.476771 to 1.811639.
  expect(he).toContain(CLAUSES.explodesAbove('1.81'));
  // 64 units were simulated at 106; theory assumes infinite width: within a factor of 2.
  const simulated = numberAfter(CLAUSES.varianceAt(32, ''), he) / 106;
  expect(simulated).toBeGreaterThan(0.5);
  expect(simulated).toBeLessThan(2);
  expect(only(inLane({ initialization: 'pytorch-default' }))).toContain(CLAUSES.vanishesBelow('0.477'));
  expect(only(inLane({ depth: 128, gain: 3 }))).toMatch(new RegExp(`${CLAUSES.overflowsAt('\\d+')}\\.$`));
});

test('a gain of ¾ reduces the variance as simulated', () => {
  const consequence = only(inLane({ depth: 32, gain: 0.75 }));
  expect(numberAfter(CLAUSES.tau(''), consequence)).toBeCloseTo(0.5625, 3);
  // Simulated at 0.04 with 64 units, to one figure; at infinite width it is 0.0458.
  expect(Math.abs(numberAfter(CLAUSES.varianceAt(32, ''), consequence) - 0.04)).toBeLessThan(0.01);
});

test('Glorot’s τ is wrong in the first layer only, and right if that is as wide as the data', () => {
  // 2·2/(2 + 64)
  expect(only(inLane({ initialization: 'glorot-normal' }))).toContain(CLAUSES.tau('0.0606'));
  expect(found({ dataset: { name: 'digits' }, lanes: [{ initialization: 'glorot-normal' }] })).toEqual([]);
});

test('standard dropout converges to another point, and diverges above a rate of 0.448', () => {
  const settles = only(inLane({ depth: 32, dropout: { kind: 'standard', rate: 0.1 } }));
  // 64 units were simulated at 1.52: within a tenth.
  expect(Math.abs(numberAfter(CLAUSES.varianceAt(32, ''), settles) / 1.52 - 1)).toBeLessThan(0.1);
  expect(only(inLane({ dropout: { kind: 'standard', rate: 0.44 } }))).not.toContain(CLAUSES.explodes);
  expect(only(inLane({ dropout: { kind: 'standard', rate: 0.46 } }))).toContain(CLAUSES.explodesAbove('a rate of 0.448'));
  expect(inLane({ dropout: { kind: 'standard', rate: 0 } })).toEqual([]);
});

test('weight decay alone lowers τ', () => {
  const decay = (training: DeepPartial<Experiment['training']>) =>
    only(found({ training: { weightDecay: 0.03, ...training } }));
  // (1 − 0.01·0.03)^(2t) = 0.8 at t = 371.8, where the pooled variance is 0.4225; a momentum of 0.9 takes a tenth of the steps.
  expect(decay({})).toContain(CLAUSES.decaysTo('0.8', '372 steps'));
  expect(numberAfter(CLAUSES.convergeTo(''), decay({}))).toBeCloseTo(0.4225, 2);
  expect(decay({})).toContain(CLAUSES.vanishesBelow(CLAUSES.tau('0.477')));
  expect(decay({ optimizer: 'momentum' })).toContain(CLAUSES.decaysTo('0.8', '38 steps'));
  expect(decay({ optimizer: 'adam' })).not.toContain('steps');
  expect(found({ training: { weightDecay: 0.03 }, lanes: [{ normalization: 'weight' }] })).toEqual([]);
});

test('layers converge from the inputs to another target', () => {
  // ρ = 0.709850398 at (0, 4): 1/ln(1/ρ) = 2.92.
  const walk = only(inLane({ fixedPoint: { variance: 4 } }));
  expect(walk).toContain(CLAUSES.leavesOfGap('0.71'));
  expect(walk).toContain(CLAUSES.shrinksEvery('3 layers'));
  expect(titles(inLane({ fixedPoint: { mean: 0.5, variance: 4 } }))).toContain(TITLES.keptMean);
  expect(titles(inLane({ fixedPoint: { mean: 0.5, variance: 4 }, initialization: 'lecun-exact' }))).toHaveLength(1);
});

test('ReLU with LeCun normal halves the second moment in each layer', () => {
  const consequence = only(inLane({ activation: 'relu', initialization: 'lecun-normal', depth: 32 }));
  expect(consequence).toContain('halves');
  // 2⁻³²(1 − 1/π) = 1.6e−10; 64 units were simulated at 7e−11.
  expect(consequence).toContain('2e−10');
});

test('dropout that conflicts with another part of the recipe', () => {
  const relu = only(inLane({ activation: 'relu', dropout: { kind: 'alpha', rate: 0.1 } }));
  expect(relu).toContain(`${CLAUSES.droppedUnits('−1.76')}, but ${CLAUSES.farLeft('ReLU', '0')}`);
  // Mean 1/√2π and variance ½ − 1/2π before; p = 0.1 gives 0.9(a·m + b) − 0.1·1.45773873 for the mean, with m = 1/√2π, a = 0.92128452, b = 0.16197097.
  expect(relu).toContain(CLAUSES.becomes('mean 0.399 and variance 0.341', 'mean 0.331'));
  const shift = only(inLane({ activation: 'relu', normalization: 'batch', dropout: { kind: 'standard', rate: 0.2 } }));
  expect(shift).toContain(CLAUSES.timesTheVariance('0.8'));
  expect(inLane({ activation: 'relu', dropout: { kind: 'standard', rate: 0.2 } })).toEqual([]);
});

test('outside the bounds of τ, the moment map has no fixed point other than 0', () => {
  for (const initialization of ['lecun-normal', 'lecun-exact'] as const) {
    const experiment = validateExperiment({ lanes: [{ initialization }] });
    const theory = laneTheory(experiment.lanes[0], experiment);
    const { low, high } = theory?.bounds ?? { low: NaN, high: NaN };
    expect(theory?.limit(high * 1.05)).toBeNull();
    expect(theory?.limit(high * 0.9)?.variance).toBeGreaterThan(1);
    expect(theory?.limit(low * 0.95)?.variance).toBeLessThan(1e-3);
    expect(theory?.limit(low * 1.1)?.variance).toBeGreaterThan(1e-3);
  }
});

/** Applies a fix as the page does, field by field. */
function fixed(experiment: CompleteExperiment, lane: number, { fix }: Finding): CompleteExperiment {
  const { lane: own = {}, ...shared } = fix.change;
  const lanes = experiment.lanes.map((recipe, i) => (i === lane ? changeRecipe(recipe, own) : recipe));
  return validateExperiment({ ...shared, lanes }, experiment);
}

const BROKEN: DeepPartial<Experiment>[] = [
  ...PRESETS.map(({ experiment }) => experiment),
  {
    dataset: { standardize: false },
    training: { weightDecay: 0.1 },
    lanes: [
      { width: 8, gain: 3, dropout: { kind: 'standard', rate: 0.5 } },
      { fixedPoint: { mean: 0.5, variance: 4 }, initialization: 'glorot-normal' },
      { block: 'residual' },
      { block: 'highway', normalization: 'layer', normalizationPlace: 'after-activation' },
    ],
  },
  {
    lanes: [
      { activation: 'leaky-relu', alpha: 0.3, initialization: 'pytorch-default', dropout: { kind: 'alpha' } },
      { activation: 'relu', normalization: 'batch', normalizationPlace: 'after-activation', dropout: { kind: 'standard' } },
      { activation: 'elu', dropout: { kind: 'alpha' } },
      { normalization: 'batch', dropout: { kind: 'standard' }, fixedPoint: { mean: 0.3, variance: 1 } },
    ],
  },
  { lanes: [{ initialization: 'orthogonal' }, { initialization: 'zeros' }, { fixedPoint: { mean: -0.3, variance: 1 } }] },
];

test('every fix removes its finding, and every number is finite', () => {
  let count = 0;
  for (const change of BROKEN) {
    const experiment = validateExperiment(change);
    for (const [index, lane] of experiment.lanes.entries()) {
      for (const finding of checkRecipe(lane, experiment)) {
        count++;
        expect(findField(finding.field), finding.field).toBeDefined();
        expect(finding.consequence).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(fixedFields(finding.fix.change).length).toBeGreaterThan(0);
        const after = fixed(experiment, index, finding);
        expect(titles(checkRecipe(after.lanes[index], after)), finding.title).not.toContain(finding.title);
      }
    }
  }
  expect(count).toBeGreaterThan(20);
});
