import { expect, test } from 'vitest';
import { completeExperiment, DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import { PRESETS } from '../../experiment/presets';
import { headline } from './headline';

test('the duel', () => {
  expect(headline(DEFAULT_EXPERIMENT)).toEqual({
    what: 'Two networks, 16 hidden layers deep, learn the same spirals.',
    watch: 'Watch whether each layer keeps mean 0 and variance 1.',
  });
});

test('it follows the number of lanes, their depths, the data and the targets', () => {
  const one = completeExperiment({ dataset: { name: 'mnist' }, lanes: [{ depth: 1 }] });
  expect(headline(one).what).toBe('One network, 1 hidden layer deep, learns the MNIST digits.');
  const mail = completeExperiment({ dataset: { name: 'spambase' }, lanes: [{ depth: 2 }, { depth: 2 }] });
  expect(headline(mail).what).toBe('Two networks, 2 hidden layers deep, learn the same e-mails.');
  const three = completeExperiment({
    lanes: [{ depth: 4 }, { depth: 32 }, { depth: 8, fixedPoint: { mean: 0, variance: 4 } }],
  });
  expect(headline(three)).toEqual({
    what: 'Three networks, 4 to 32 hidden layers deep, learn the same spirals.',
    watch: 'Watch whether each layer keeps its lane’s target.',
  });
  const four = completeExperiment({ lanes: [{ fixedPoint: { mean: -0.1, variance: 4 } }] });
  expect(headline(four).watch).toBe('Watch whether each layer keeps mean −0.1 and variance 4.');
});

test('a preset says itself what to look at, until something is changed', () => {
  const preset = PRESETS[1];
  const experiment = completeExperiment(preset.experiment);
  expect(headline(experiment)).toEqual({ what: preset.sentence, watch: preset.lookAt });
  expect(headline(completeExperiment({ training: { seed: 9 } }, experiment)).what).toMatch(/^Four networks/);
});
