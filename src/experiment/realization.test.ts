import { describe, expect, test } from 'vitest';
import { initialNetwork } from '../../tests/fixtures/initial-network';
import { activationOf } from '../activations/catalogue';
import { normals } from '../math/random-stream';
import { alphaDropout } from '../theory/alpha-dropout';
import { resolveDropout, resolveConstants } from '../predictions/resolved-constants';
import { initialTau } from '../predictions/initial-tau';
import { backwardGain, mapMoments, momentMapJacobian } from '../theory/moment-map';
import { classifyChange } from './change';
import { completeExperiment } from './defaults';
import { RecipeError } from './errors';
import type { CompleteRecipe } from './experiment';
import { laneTheory } from '../predictions/lane-theory';
import { idealTau, initialGain } from './realization';
import { completeRecipe } from './recipe';
import { distantTarget } from '../predictions/finding-texts';
import { checkRecipe } from '../predictions/recipe-check';
import { experimentToHash, experimentFromHash } from './url';
import { scaledMeanMessage, scaledNetworkMessage } from './messages';
import { validateExperiment } from './validate';

const TARGET = { mean: 0, variance: 4 };
const scaled = (['scaled-output', 'scaled-units'] as const).map((realization) =>
  completeRecipe({ fixedPoint: TARGET, realization }),
);
const selu = (x: number) => activationOf('selu').value(x, activationOf('selu').parameters);

test.each(scaled)('$realization: 2·selu has the fixed point (0, 4)', (recipe) => {
  const constants = resolveConstants(recipe);
  if (!constants) throw new Error('no constants');
  const { value } = activationOf('selu');
  for (const x of [-7, -0.3, 0, 0.4, 5]) {
    const own = recipe.realization === 'scaled-output' ? 2 * selu(x) : 2 * selu(x / 2);
    expect(value(x, constants)).toBeCloseTo(own, 12);
  }
  const layer = { ...constants, omega: 0, tau: idealTau(recipe) };
  const leaving = mapMoments(TARGET, layer);
  expect(leaving.mean).toBeCloseTo(0, 12);
  expect(leaving.variance).toBeCloseTo(4, 12);
  // The paper's SELU at (0, 1) has the Jacobian [[0, 0.0888347551], [0, 0.7826478832]] and χ = 1.07157; the mean is in units of 2.
  const jacobian = momentMapJacobian(TARGET, layer);
  expect(jacobian[0][1]).toBeCloseTo(0.0888347551 / 2, 9);
  expect(jacobian[1][1]).toBeCloseTo(0.7826478832, 9);
  expect(backwardGain(TARGET, layer)).toBeCloseTo(1.07157, 5);
});

test('halved weights have a quarter of the variance', () => {
  const [output, units] = scaled;
  expect([initialGain(output), initialTau(output, 64, 64)]).toEqual([0.5, 0.25]);
  expect([initialGain(units), initialTau(units, 64, 64)]).toEqual([1, 1]);
  // Only SELU has a target.
  expect(initialGain(completeRecipe({ activation: 'relu', realization: 'scaled-output', fixedPoint: TARGET }))).toBe(1);
});

test.each(scaled)('$realization: alpha dropout uses twice the value and shift of (0, 1)', (recipe) => {
  const constants = resolveConstants(recipe);
  if (!constants) throw new Error('no constants');
  const dropped = resolveDropout({ ...recipe, dropout: { kind: 'alpha', rate: 0.1 } }, constants);
  const { scale: a, shift: b, dropped: alphaPrime } = alphaDropout(0.1);
  expect(dropped?.scale).toBeCloseTo(a, 12);
  expect(dropped?.shift).toBeCloseTo(2 * b, 12);
  expect(dropped?.dropped).toBeCloseTo(2 * alphaPrime, 12);
});

test('a target mean other than 0 is rejected', () => {
  const lanes = [{ fixedPoint: { mean: 0.1, variance: 1 }, realization: 'scaled-units' as const }];
  expect(() => validateExperiment({ lanes })).toThrow(RecipeError);
  expect(() => validateExperiment({ lanes })).toThrow(scaledMeanMessage('lanes.0.fixedPoint.mean', 0.1));
});

describe('in plain layers both methods give the same network', () => {
  const [features, classes, rows] = [5, 3, 7];
  const x = normals({ seed: 4, purpose: 'dataset' }, rows * features);
  const layersOf = (change: Partial<CompleteRecipe>, inputs: Float64Array) => {
    const recipe = completeRecipe({ depth: 6, width: 9, dropout: { kind: 'alpha', rate: 0.2 }, ...change });
    const network = initialNetwork(recipe, features, classes, 8);
    return network.forward(inputs, network.drawMasks(8, 0, rows), true).h.slice(1);
  };
  // Weights are stored in single precision.
  const alike = (one: Float64Array[], other: Float64Array[], scale: number) =>
    one.forEach((h, layer) => h.forEach((value, i) => expect(Math.abs(value - scale * other[layer][i])).toBeLessThan(1e-5)));

  test.each(['none', 'weight'] as const)('normalisation %s', (normalization) => {
    const [output, units] = scaled.map(({ realization }) =>
      layersOf({ realization, fixedPoint: TARGET, normalization, initialization: 'pytorch-default' }, x),
    );
    alike(output, units, 1);
  });

  test('it is the network of (0, 1), with data and outputs scaled by 2', () => {
    const own = layersOf(
      {},
      x.map((value) => value / 2),
    );
    for (const { realization } of scaled) alike(layersOf({ realization, fixedPoint: TARGET }, x), own, 2);
  });
});

test.each([
  [{ block: 'residual' }, 'a residual block adds values in different units'],
  [{ block: 'highway' }, 'a highway block adds values in different units'],
  [{ normalization: 'batch' }, 'batch normalisation sets its own units'],
  [{ normalization: 'layer' }, 'layer normalisation sets its own units'],
] as const)('a recipe in which they would be a different network is rejected: %j', (change, reason) => {
  for (const realization of ['scaled-output', 'scaled-units'] as const) {
    const lane = { ...change, realization, fixedPoint: TARGET };
    expect(() => validateExperiment({ lanes: [{}, lane] })).toThrow(
      scaledNetworkMessage('lanes.1.realization', 'Solved α and λ', reason),
    );
    expect(() => validateExperiment({ lanes: [{ ...lane, activation: 'relu' }] })).not.toThrow();
  }
  expect(() => validateExperiment({ lanes: [{ ...change, fixedPoint: TARGET }] })).not.toThrow();
  expect(() => validateExperiment({ lanes: [{ ...change, realization: 'scaled-units' }] })).not.toThrow();
});

test('a target that changes the initial weights restarts training', () => {
  const [at4, at1] = [TARGET, { mean: 0, variance: 1 }].map((fixedPoint) =>
    scaled.map((recipe) => completeExperiment({ lanes: [{ ...recipe, fixedPoint }] })),
  );
  expect(classifyChange(at4[0], at1[0]).change).toBe('rebuild');
  expect(classifyChange(at4[1], at1[1]).change).toBe('live');
});

test('the method is part of the URL and of the generated name', () => {
  const experiment = completeExperiment({
    lanes: [{ fixedPoint: TARGET }, ...scaled.map(({ realization }) => ({ fixedPoint: TARGET, realization }))],
  });
  expect(experimentFromHash(experimentToHash(experiment))).toEqual(experiment);
  expect(experiment.lanes.map(({ label }) => label)).toEqual([
    'SELU (0, 4) + LeCun normal',
    'σ·SELU(z) (0, 4) + LeCun normal',
    'σ·SELU(z/σ) (0, 4) + LeCun normal',
  ]);
});

test.each(scaled)('$realization: the recipe check accepts its τ and knows the largest dropout rate', (recipe) => {
  const experiment = completeExperiment({ lanes: [recipe] });
  expect(laneTheory(recipe, experiment)?.bounds.dropout).toBeCloseTo(0.448, 3);
  expect(checkRecipe(recipe, experiment).map(({ title }) => title)).toEqual([distantTarget(TARGET, 0.71).title]);
});
