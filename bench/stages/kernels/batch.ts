/** The gather of a batch. */
import { gatherBatch } from '../../../src/engine/kernels/batch/gather-batch';
import { packState } from '../../../src/engine/kernels/training-state';
import type { Workbench } from '../workbench';
import { type KernelPair, activations, batch, classes, draw, plain, same, width } from './pair';

/**
 * The tuned kernel also finds the rows' numbers, which the plain one is given. They are not shuffled, because only the tuned kernel
 * computes the permutation.
 */
export async function gather(bench: Workbench): Promise<KernelPair> {
  const rows = 1000;
  const [mean, scale] = [draw(2, width), draw(3, width)];
  const dataset = bench.filled('dataset', draw(1, rows * width));
  const labels = bench.filled(
    'labels',
    Uint32Array.from({ length: rows }, (_, i) => i % classes),
  );
  const gathered = activations(bench, 'batch');
  const standardization = Float32Array.from({ length: 2 * width }, (_, i) => (i % 2 === 0 ? mean : scale)[i >> 1]);
  return {
    plain: [
      await plain(
        bench,
        'batch/gather_batch',
        {
          shape: { batch, features: width },
          dataset,
          labels,
          rows: bench.filled(
            'rows',
            Uint32Array.from({ length: batch }, (_, i) => i),
          ),
          mean: bench.filled('mean', mean),
          scale: bench.filled('scale', scale),
          batch: gathered.plain,
          batch_labels: bench.empty('plain batch labels', batch),
        },
        [width, batch],
      ),
    ],
    tuned: await gatherBatch(bench.device, {
      state: bench.filled('gather state', packState({ firstRow: 0, rows, batch, shuffle: false, seed: 1 }, 0)),
      dataset: {
        chunks: [{ buffer: dataset, firstRow: 0, rows }],
        bytes: false,
        labels,
        standardization: bench.filled('standardization', standardization),
      },
      batch: gathered.tensor,
      labels: bench.empty('batch labels', batch),
    }),
    results: [same(gathered)],
  };
}
