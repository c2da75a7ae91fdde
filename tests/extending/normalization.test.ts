/**
 * A normalisation is added by the edits that CONTRIBUTING describes, and by no other. The added one is layer normalisation under another
 * name, so its numbers are known: code that asked for a name anywhere would treat the two differently.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extendedCopy, type ExtendedCopy } from './extended-copy';

const IMPORT = "import { rowwise } from './rowwise';";

/** An import and an entry in the list of one file. */
const listed = (firstImport: string, list: string) =>
  [
    [firstImport, `${firstImport}\n${IMPORT}`],
    [list, list.replace('weight }', 'weight, rowwise }')],
  ] as const;

const implementations = "const IMPLEMENTATIONS: Implementations = { none: { normalizes: 'nothing' }, batch, layer, weight };";

let copy: ExtendedCopy;
beforeAll(() => {
  copy = extendedCopy({
    added: {
      'src/normalizations/rowwise.ts': `
import { filledWith, type NormalizationRecord } from './record';
export const rowwise = {
  label: 'Row-wise normalisation',
  shortLabel: 'RowNorm',
  sentence: 'Layer normalisation under another name.',
  citation: 'Ba, Kiros and Hinton 2016, Layer Normalization',
  normalizes: 'activations',
  statistics: { over: 'units', subtractsMean: true },
  parameters: [{ name: 'weight', initial: filledWith(1) }, { name: 'bias', initial: filledWith(0) }],
  running: [],
  fewestRows: 1,
  frameworks: { pytorch: 'LayerNorm', keras: 'LayerNormalization', onnx: 'LayerNormalization' },
} as const satisfies NormalizationRecord;
`,
      'src/engine/network/normalization/rowwise.ts': `
import { layerNorm } from '../../kernels/normalization/layer-norm';
import { layerNormBackward } from '../../kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../kernels/normalization/layer-norm-parameters';
import type { ActivationNormalization } from './normalization';
export const rowwise: ActivationNormalization = {
  normalizes: 'activations',
  momentsShape: (batch) => [1, 2 * batch],
  forward: layerNorm,
  backward: layerNormBackward,
  parameterGradients: layerNormParameters,
};
`,
      'src/engine/reference/normalization/rowwise.ts': `
import { layerNorm } from './layer-norm';
import { layerNormBackward } from './layer-norm-backward';
import { layerNormParameters } from './layer-norm-parameters';
import type { ActivationNormalization } from './reference-normalization';
export const rowwise: ActivationNormalization = {
  normalizes: 'activations',
  forward: layerNorm,
  backward: (dy, normalized, parameters) => ({
    dx: layerNormBackward(dy, normalized, parameters),
    parameters: layerNormParameters(dy, normalized, parameters.weight.length),
  }),
};
`,
      'tests/rowwise.test.ts': `
import { describe, expect, test } from 'vitest';
import { requestNodeGpu } from '../scripts/node-gpu.mjs';
import { LANE_FIELDS } from '../src/experiment/lane-fields';
import { validateExperiment } from '../src/experiment/validate';
import { requestDevice } from '../src/engine/gpu/device';
import { Session } from '../src/engine/training/session';
import { checkRecipe } from '../src/predictions/recipe-check';
import { predictLayers } from '../src/predictions/layer-predictions';

// Dawn ends with this object, which therefore outlives the device.
const gpu = await requestNodeGpu();
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

  test('trains to the same bits', { timeout: 120_000 }, async () => {
    const device = await requestDevice(gpu);
    const session = new Session(device, experiment, '', {
      snapshot() {},
      statechange() {},
      error(error) {
        throw error;
      },
    });
    await session.open();
    const { lanes } = await session.step(5);
    expect(lanes[1].loss).toBe(lanes[0].loss);
    expect(lanes[1].dispatchesPerStep).toBe(lanes[0].dispatchesPerStep);
    const weights = await session.weights(1);
    expect(Object.keys(weights)).toContain('hidden.2.norm.bias');
    expect(weights).toEqual(await session.weights(0));
    session.close();
  });
});
`,
    },
    edited: {
      'src/normalizations/catalogue.ts': listed(
        "import { none } from './none';",
        'const RECORDS = { none, batch, layer, weight };',
      ),
      'src/engine/network/normalization/implementations.ts': listed("import { layer } from './layer';", implementations),
      'src/engine/reference/normalization/implementations.ts': listed("import { layer } from './layer';", implementations),
    },
  });
});
afterAll(() => copy?.remove());

test('types and structure allow it', { timeout: 300_000 }, async () => {
  await copy.run('tsc');
  expect(await copy.run('check')).toContain('sound');
});

test('menu, theory, engine and float64 network take it', { timeout: 300_000 }, async () => {
  const output = await copy.run(
    'vitest',
    'run',
    '--project',
    'unit',
    '-t',
    'rowwise',
    'tests/rowwise.test.ts',
    'src/engine/reference/hidden-layer.test.ts',
  );
  expect(output).toMatch(/0 failed/);
});
