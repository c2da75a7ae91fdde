import { expect, test } from 'vitest';
import { EXPERIMENTS, recipe, snapshot } from '../../../../tests/fixtures/snapshots';
import { oracles } from '../../../../tests/oracles';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { phaseFlow } from '../../../predictions/phase-flow';
import { frameAround } from './phase-frame';
import { flowSentence, PHASE_WORDS, trainedSentence } from './phase-words';

function flow(change: Partial<CompleteRecipe>) {
  const complete = recipe(change);
  const frame = frameAround(complete.fixedPoint);
  const flowOf = phaseFlow(complete, frame);
  return { limit: flowOf?.limit, converges: flowOf?.converges, says: flowSentence(complete, flowOf, frame) };
}

test('SELU’s recipe converges to its target from every start', () => {
  for (const variance of [0.25, 1, 4]) {
    const { limit, converges, says } = flow({ fixedPoint: { mean: 0, variance } });
    expect(limit).toMatchObject({ kind: 'point', at: { mean: expect.closeTo(0, 2), variance: expect.closeTo(variance, 2) } });
    expect(converges?.(variance / 4) && converges(variance * 4)).toBe(true);
    expect(says).toBe(PHASE_WORDS.flow.toTarget);
  }
});

test('a sentence reports a last layer that training has moved far away, with its τ', () => {
  const [lane] = snapshot(EXPERIMENTS.duel, 100).lanes;
  const last = lane.layers[lane.layers.length - 1];
  last.predicted.variance = 1;
  const say = (step: number, width = 64) => trainedSentence(recipe({ width }), lane, step);
  Object.assign(last, { mean: 0.4, variance: 1.4 });
  expect(say(100)).toBe('');
  Object.assign(last, { variance: 5.3 });
  last.weights.tauMean = 1.31;
  expect(say(100)).toBe(PHASE_WORDS.trained('mean 0.4, variance 5.3', '1.31'));
  // Narrow layers deviate before training as well, and layers that are NaN are reported elsewhere.
  expect([say(0), say(100, 8)]).toEqual(['', '']);
  // With weights that are too small, a few layers have not converged, but training has not moved them.
  Object.assign(last, { variance: 0.25 });
  last.predicted.variance = 0.255;
  expect(say(1)).toBe('');
  Object.assign(last, { variance: NaN });
  expect(say(100)).toBe('');
});

test('a recipe that converges to another point names the reason', () => {
  // Pooled fixed points in 40-digit arithmetic; a gain of √0.8 has τ = 0.8.
  const scan = (oracles.tau_scan_pooled_meanfield as { rows: { tau: string; result: string[] }[] }).rows;
  const [mean, variance] = scan.find(({ tau }) => Number(tau) === 0.8)?.result.map(Number) ?? [];
  const gain = flow({ gain: Math.sqrt(0.8) });
  expect(gain.limit).toMatchObject({ at: { mean: expect.closeTo(mean, 2), variance: expect.closeTo(variance, 2) } });
  expect(gain.says).toBe(
    PHASE_WORDS.flow.elsewhere('mean −0.051, variance 0.42', PHASE_WORDS.flow.notToTarget, PHASE_WORDS.reasons.tau('0.8', '1')),
  );
  const he = flow({ initialization: 'he-normal' });
  expect(he.limit).toEqual({ kind: 'none' });
  expect(he.says).toBe(PHASE_WORDS.flow.grows(PHASE_WORDS.reasons.tau('2', '1')));
  // Standard dropout at rate p acts like τ → 1/q: 0.2 like 1.25, whose pooled variance before dropout is 2.27.
  const dropout = flow({ dropout: { kind: 'standard', rate: 0.2 } });
  expect(dropout.says).toContain(PHASE_WORDS.flow.notToTarget + PHASE_WORDS.reasons.dropout);
  expect(flow({ dropout: { kind: 'alpha', rate: 0.2 } }).says).toBe(PHASE_WORDS.flow.toTarget);
});

test('a target mean other than 0 is kept only if the weights of every unit sum to 0', () => {
  const fixedPoint = { mean: 0.3, variance: 1 };
  expect(flow({ fixedPoint }).says).toContain(PHASE_WORDS.flow.notToTarget + PHASE_WORDS.reasons.mean('LeCun exact'));
  expect(flow({ fixedPoint, initialization: 'lecun-exact' }).says).toBe(PHASE_WORDS.flow.toTarget);
});

test('other activations', () => {
  // E[relu(z)²] is half of z's variance, so τ = 2 keeps the second moment and τ = 1 halves it.
  expect(flow({ activation: 'relu', initialization: 'he-normal' }).limit).toEqual({ kind: 'many' });
  const lecun = flow({ activation: 'relu' });
  expect(lecun.limit).toMatchObject({ kind: 'point', at: { variance: expect.closeTo(0, 3) } });
  expect(lecun.says).toBe(PHASE_WORDS.flow.vanishes(''));
  expect(flow({ activation: 'linear' }).limit).toEqual({ kind: 'many' });
  expect(flow({ activation: 'tanh' }).says).toBe(PHASE_WORDS.flow.vanishes(''));
  expect(flow({ initialization: 'zeros' }).says).toBe(PHASE_WORDS.flow.vanishes(PHASE_WORDS.reasons.tau('0', '1')));
});

test('a normalised layer has the same moments for every input', () => {
  const batch = flow({ activation: 'relu', normalization: 'batch', normalizationPlace: 'before-activation' });
  // E[relu(z)] = 1/√(2π), Var = ½ − 1/2π.
  const variance = 0.5 - 1 / (2 * Math.PI);
  expect(batch.limit).toMatchObject({
    kind: 'point',
    at: { mean: expect.closeTo(1 / Math.sqrt(2 * Math.PI), 10), variance: expect.closeTo(variance, 10) },
  });
  expect(batch.says).toBe(PHASE_WORDS.flow.normalized('Batch normalisation', 'mean 0.4, variance 0.34'));
  expect(flow({ normalization: 'layer', normalizationPlace: 'after-activation' }).limit).toMatchObject({
    at: { mean: 0, variance: 1 },
  });
});

test('blocks have no flow', () => {
  expect(flow({ block: 'residual' })).toMatchObject({
    limit: undefined,
    says: PHASE_WORDS.flow.otherBlocks,
  });
});
