import { expect, test } from 'vitest';
import { PRESETS } from './presets';
import { validateExperiment } from './validate';

test.each(PRESETS)('$title is a valid experiment', ({ name, title, sentence, citation, lookAt, experiment }) => {
  const { lanes } = validateExperiment(experiment);
  expect(new Set(lanes.map((lane) => lane.label)).size).toBe(lanes.length);
  expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  for (const text of [title, sentence, citation, lookAt]) expect(text.trim()).not.toBe('');
});

test('names are unique', () => {
  expect(new Set(PRESETS.map((preset) => preset.name)).size).toBe(PRESETS.length);
});
