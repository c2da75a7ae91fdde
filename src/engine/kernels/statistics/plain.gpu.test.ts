/** Compares the plain kernels of a layer's statistics with the float64 twin, and the tuned kernels with the plain ones. */
import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf } from '../../../../tests/setup/hyperparameters';
import { plainGradients, runPlain, words } from '../../../../tests/setup/plain';
import { draw, inputTensor, nanStorage, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { completeRecipe } from '../../../experiment/recipe';
import type { Device } from '../../gpu/device';
import { layerStatistics as reference, moments, type LayerRecord } from '../../reference/statistics/layer-statistics';
import { decodeStatistics } from '../../training/decode-statistics';
import { layerStatistics, statisticsBlocks, STATISTICS_BYTES } from './layer-statistics';
import { mergeStatistics } from './merge-statistics';

/** Sums of a few hundred values of size 1, added up one by one. */
const TOLERANCE = { absolute: 1e-5, relative: 1e-5 };

const selu = activationOf('selu');
const THRESHOLD = 0.05 * selu.largestSlope(selu.parameters);
const STANDARD = { mean: 0, variance: 1 };
const RANGE = { low: -5, bins_per_unit: 8 };
/** f32 and float64 agree on the edges of the bins. */
const onGrid = (values: Float64Array) => values.map((value) => Math.round(value * 64) / 64);

function layerOf(batch: number, fanIn: number, fanOut: number): LayerRecord {
  return {
    h: onGrid(draw(1, batch * fanOut, 2)),
    z: onGrid(draw(2, batch * fanOut, 2)),
    gradient: draw(3, batch * fanOut),
    layer: { fanIn, fanOut, weight: draw(4, fanIn * fanOut, 1 / Math.sqrt(fanIn)), bias: new Float64Array(fanOut) },
  };
}

/** The results for one layer: the seven statistics of h and f′(z), the histogram of h, and ω and τ of each unit. */
async function measure(device: Device, { h, z, layer: { fanIn, fanOut, weight } }: LayerRecord) {
  const one = new Float64Array(z.length).fill(1);
  const slopes = await plainGradients(device, selu, z, one);
  const { statistics } = await runPlain(device, {
    kernel: 'statistics/layer_statistics',
    uniforms: { threshold: THRESHOLD },
    inputs: { h, slopes },
    outputs: { statistics: 7 },
    invocations: [1],
  });
  const { counts } = await runPlain(device, {
    kernel: 'statistics/histogram',
    uniforms: { range: RANGE },
    inputs: { h },
    outputs: { counts: 80 },
    invocations: [80],
  });
  const { omega, tau } = await runPlain(device, {
    kernel: 'statistics/weight_sums',
    uniforms: { shape: { inputs: fanIn, outputs: fanOut } },
    inputs: { weight },
    outputs: { omega: fanOut, tau: fanOut },
    invocations: [fanOut],
  });
  const [mean, variance, minimum, maximum, nonFinite, saturated, dead] = statistics;
  return { mean, variance, minimum, maximum, nonFinite, saturated, dead, counts: words(counts), omega, tau };
}

async function measureTuned(device: Device, { h, z, gradient, layer }: LayerRecord, batch: number) {
  const width = layer.fanOut;
  const tensor = (label: string, values: Float64Array) => inputTensor(device, label, batch, width, values);
  const first = weightTensor(device, 'weights', layer.fanIn, width, layer.weight);
  const blocks = statisticsBlocks(width, batch);
  const parts = nanStorage(device, 'parts', (STATISTICS_BYTES / 4) * blocks);
  const merged = nanStorage(device, 'merged', STATISTICS_BYTES / 4);
  const hyper = hyperOf(device, { ...selu.parameters, saturation: THRESHOLD, histogram: { low: -5, binsPerUnit: 8 } });
  const inputs = { h: tensor('h', h), z: tensor('z', z), gradient: tensor('gradient', gradient) };
  const weights = { buffer: first.buffer, first, second: undefined };
  runOnce(
    device,
    await layerStatistics(device, { hyper, activation: selu, layers: 1, ...inputs, weights, parts }),
    await mergeStatistics(device, { layers: 1, blocks, parts, merged }),
  );
  const recipe = completeRecipe({ depth: 1, width, fixedPoint: STANDARD });
  return decodeStatistics(await device.read(merged), 0, recipe, batch)[0];
}

test.each([
  [1, 1, 1],
  [17, 5, 3],
  [9, 33, 17],
])('batch %i, %i inputs, %i units', (batch, fanIn, fanOut) =>
  withDevice(async (device) => {
    const record = layerOf(batch, fanIn, fanOut);
    const count = batch * fanOut;
    // SELU's slope is 0 in f32 far below 0.
    if (count > 1) record.z[1] = -1000;
    if (count > 3) record.h.set([NaN, Infinity, -Infinity], 1);
    const plain = await measure(device, record);
    const expected = reference(record, { activation: selu, constants: selu.parameters }, STANDARD);
    const tuned = await measureTuned(device, record, batch);
    for (const [who, against] of [
      ['the twin', expected],
      ['the tuned kernel', tuned],
    ] as const) {
      expectNear([plain.mean, plain.variance], [against.mean, against.variance], TOLERANCE, `moment against ${who}`);
      expect([plain.minimum, plain.maximum], who).toEqual([against.minimum, against.maximum]);
      const shares = [plain.nonFinite, plain.saturated, plain.dead].map((value) => value / count);
      expectNear(shares, [against.nonFinite, against.saturated, against.dead], TOLERANCE, `share against ${who}`);
      expect([...plain.counts], who).toEqual([...against.histogram.counts]);
      const [omega, tau] = [plain.omega, plain.tau].map((values) => moments(Float64Array.from(values)));
      expectNear(
        [omega.mean, Math.sqrt(omega.variance), tau.mean, Math.sqrt(tau.variance)],
        [against.weights.omegaMean, against.weights.omegaStd, against.weights.tauMean, against.weights.tauStd],
        TOLERANCE,
        `ω, τ against ${who}`,
      );
    }
  }),
);
