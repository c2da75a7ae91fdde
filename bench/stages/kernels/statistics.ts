/** The statistics of a layer. */
import { activationOf } from '../../../src/activations/catalogue';
import { Tensor } from '../../../src/engine/gpu/tensor';
import {
  BINS,
  layerStatistics,
  STATISTICS_BYTES,
  statisticsBlocks,
} from '../../../src/engine/kernels/statistics/layer-statistics';
import { mergeStatistics } from '../../../src/engine/kernels/statistics/merge-statistics';
import { COUNTED, type Workbench } from '../workbench';
import { COUNT, type KernelPair, WEIGHTS, activations, batch, draw, plain, reluBackward, twin, width } from './pair';

/**
 * Moments of h, z, ∂loss/∂h, ω and τ, the histogram of h and the counts of saturated and dead units, of one layer. The plain side
 * has a dispatch for f′(z), one for ω and τ, one for the moments of each of the five, and one for the histogram. The tuned side has
 * two dispatches: the parts and their merger.
 */
export async function statistics(bench: Workbench): Promise<KernelPair> {
  const [h, z, gradient] = [activations(bench, 'h', 1), activations(bench, 'z', 2), activations(bench, 'gradient', 3)];
  const weight = twin(bench, 'weight', width, width, draw(4, WEIGHTS));
  const slopes = bench.empty('slopes', COUNT);
  const [omega, tau] = [bench.empty('omega', width), bench.empty('tau', width)];
  const moments = [h.plain, z.plain, gradient.plain, omega, tau].map((values) => ({
    values,
    statistics: bench.empty('plain statistics', 7),
  }));
  const { low, binsPerUnit } = COUNTED.histogram;
  const blocks = statisticsBlocks(width, batch);
  const parts = bench.empty('parts', (blocks * STATISTICS_BYTES) / 4);
  const merged = bench.empty('merged', STATISTICS_BYTES / 4);
  // Struct Statistics begins with count and mean of h.
  const mean = new Tensor('mean of h', merged, 1, 1, 1);
  return {
    plain: [
      await reluBackward(bench, z.plain, bench.filled('ones', new Float32Array(COUNT).fill(1)), slopes),
      await plain(
        bench,
        'statistics/weight_sums',
        { shape: { inputs: width, outputs: width }, weight: weight.plain, omega, tau },
        [width],
      ),
      ...(await Promise.all(
        moments.map(({ values, statistics: results }) =>
          plain(
            bench,
            'statistics/layer_statistics',
            { threshold: COUNTED.saturation, h: values, slopes, statistics: results },
            [1],
          ),
        ),
      )),
      await plain(
        bench,
        'statistics/histogram',
        { range: { low, bins_per_unit: binsPerUnit }, h: h.plain, counts: bench.empty('counts', BINS) },
        [BINS],
      ),
    ],
    tuned: [
      await layerStatistics(bench.device, {
        hyper: bench.hyper,
        activation: activationOf('relu'),
        layers: 1,
        h: h.tensor,
        z: z.tensor,
        gradient: gradient.tensor,
        weights: { buffer: weight.tensor.buffer, first: weight.tensor, second: undefined },
        parts,
      }),
      await mergeStatistics(bench.device, { layers: 1, blocks, parts, merged }),
    ],
    results: [{ tuned: mean, plain: [moments[0].statistics] }],
  };
}
