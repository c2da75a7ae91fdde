import { expect, it } from 'vitest';
import { LAYER_WORDS } from './layer-words';
import { recipe } from '../../../../tests/fixtures/snapshots';
import { SELU_ALPHA, SELU_LAMBDA } from '../../../activations/selu-constants';
import { weightsVerdict } from './weights-verdict';

const SELU = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA };
const weights = (tau: number) => ({ weights: { omegaMean: 0, omegaStd: Math.sqrt(tau), tauMean: tau, tauStd: 0 } });

// SCIENCE, section 2: τ = 0.95 rests at (−0.0184, 0.8301), there is no fixed point for τ = 2, and none but 0 below 0.4768.
it('says where weights lead, and where they lead nowhere', () => {
  expect(weightsVerdict(recipe(), SELU, weights(0.95))).toContain(
    'settle at mean −0.018 and variance 0.83; the target is 0 and 1',
  );
  expect(weightsVerdict(recipe(), SELU, weights(2))).toContain(LAYER_WORDS.verdict.grows);
  for (const tau of [0.4, 0.47]) expect(weightsVerdict(recipe(), SELU, weights(tau))).toContain(LAYER_WORDS.verdict.vanishes);
});

// As settle-with-weights.test.ts has it from 3000 layers by quadrature.
it('says that a mean swings where it does', () => {
  const swinging = { weights: { omegaMean: -1.3, omegaStd: 0.6, tauMean: 1, tauStd: 0.15 } };
  expect(weightsVerdict(recipe(), SELU, swinging)).toContain(LAYER_WORDS.verdict.oscillates);
});

it('says nothing where it has nothing to say', () => {
  expect(weightsVerdict(recipe({ activation: 'relu' }), SELU, weights(1))).toBe('');
  expect(weightsVerdict(recipe({ block: 'residual' }), SELU, weights(1))).toBe('');
  expect(weightsVerdict(recipe({ normalization: 'batch' }), SELU, weights(1))).toBe('');
  expect(weightsVerdict(recipe(), SELU, weights(NaN))).toBe('');
});
