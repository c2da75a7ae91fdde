import { datasetChoice } from '../../data/catalogue';
import type { CompleteExperiment } from '../../experiment/experiment';
import { PRESETS, type Preset } from '../../experiment/presets';
import { completeExperiment } from '../../experiment/defaults';
import { experimentToHash } from '../../experiment/url';

const COUNTS = ['No networks', 'One network', 'Two networks', 'Three networks', 'Four networks'];

const PRESET_HASHES = new Map(PRESETS.map((preset) => [experimentToHash(completeExperiment(preset.experiment)), preset]));

/** Returns the preset that equals an experiment, if there is one. */
export function presetOf(experiment: CompleteExperiment): Preset | undefined {
  return PRESET_HASHES.get(experimentToHash(experiment));
}

/** Returns two sentences for the top of the page: what runs, and what to watch. */
export function headline(experiment: CompleteExperiment): { what: string; watch: string } {
  const preset = presetOf(experiment);
  // The default experiment is described by its settings, not by its preset.
  if (preset && preset !== PRESETS[0]) return { what: preset.sentence, watch: preset.lookAt };
  const { lanes, dataset } = experiment;
  const data = datasetChoice(dataset.name).phrase;
  const learn = lanes.length === 1 ? `learns the ${data}` : `learn the same ${data}`;
  return {
    what: `${COUNTS[lanes.length]}, ${depthWords(lanes.map(({ depth }) => depth))}, ${learn}.`,
    watch: watch(experiment),
  };
}

function depthWords(depths: readonly number[]): string {
  const [least, most] = [Math.min(...depths), Math.max(...depths)];
  const range = least === most ? String(most) : `${least} to ${most}`;
  return `${range} hidden ${most === 1 ? 'layer' : 'layers'} deep`;
}

function watch({ lanes }: CompleteExperiment): string {
  const targets = new Set(
    lanes.map(({ activation, fixedPoint }) => {
      const { mean, variance } = activation === 'selu' ? fixedPoint : { mean: 0, variance: 1 };
      return `mean ${String(mean).replace('-', '\u2212')} and variance ${variance}`;
    }),
  );
  const [target] = targets;
  return targets.size === 1 ? `Watch whether each layer keeps ${target}.` : 'Watch whether each layer keeps its lane’s target.';
}
