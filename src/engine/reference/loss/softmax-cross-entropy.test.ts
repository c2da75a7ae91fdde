import { expect, test } from 'vitest';
import { expectClose, flat, oracles } from '../../../../tests/oracles';
import { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';

const { logits, labels, probs, per_example, mean_loss, dlogits_mean } = oracles.softmax_ce;
const given = Float64Array.from(flat(logits));

test('loss, probabilities and gradient', () => {
  const got = softmaxCrossEntropy(given, labels, 4);
  expectClose([got.loss], mean_loss);
  expectClose(got.probabilities, probs);
  expectClose(got.dlogits, dlogits_mean);
  expectClose(softmax(given, 4), probs);
});

test('the loss of each single row', () => {
  const losses = labels.map((label, r) => softmaxCrossEntropy(given.slice(4 * r, 4 * r + 4), [label], 4).loss);
  expectClose(losses, per_example);
});

test('predicts the first of equal logits', () => {
  const equal = Float64Array.of(1, 3, 3, 0, 0, 0);
  expect(softmaxCrossEntropy(equal, [1, 0], 3).accuracy).toBe(1);
  expect(softmaxCrossEntropy(equal, [2, 0], 3).accuracy).toBe(0.5);
});
