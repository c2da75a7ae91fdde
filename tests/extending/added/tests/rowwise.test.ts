/** Row-wise normalisation is layer normalisation under another name: code that asked for a name anywhere would treat the two differently. */
import { describe, expect, test } from 'vitest';
import { LANE_FIELDS } from '../src/experiment/lane-fields';
import { validateExperiment } from '../src/experiment/validate';
import { checkRecipe } from '../src/predictions/recipe-check';
import { predictLayers } from '../src/predictions/layer-predictions';

const lane = (normalization: 'layer' | 'rowwise') =>
  ({ depth: 3, width: 6, normalization, dropout: { kind: 'alpha', rate: 0.1 } }) as const;
const experiment = validateExperiment({
  dataset: { name: 'moons', samples: 60 },
  training: { batchSize: 16, optimizer: 'momentum' },
  lanes: [lane('layer'), lane('rowwise')],
});
const [layer, rowwise] = experiment.lanes;
const renamed = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replaceAll('row-wise norm', 'layer norm').replaceAll('Row-wise norm', 'Layer norm'));

describe('rowwise', () => {
  test('the menu offers it, and its place', () => {
    const field = LANE_FIELDS.find(({ path }) => path === 'lane.normalization');
    expect(field).toMatchObject({ choices: expect.arrayContaining([{ value: 'rowwise', label: 'Row-wise normalisation' }]) });
    const place = LANE_FIELDS.find(({ path }) => path === 'lane.normalizationPlace');
    expect(place?.usedWhen?.values).toContain('rowwise');
    expect(rowwise.label).toContain('RowNorm');
  });

  test('theory and findings are those of layer normalisation, under its own label', () => {
    const of = (recipe: typeof layer) => predictLayers(recipe, 2, { second: 1, withinRows: 1 }, 16);
    expect(of(rowwise)).toEqual(of(layer));
    const findings = checkRecipe(rowwise, experiment);
    expect(JSON.stringify(findings)).toContain('row-wise normalisation');
    expect(renamed(findings)).toEqual(checkRecipe(layer, experiment));
  });
});
