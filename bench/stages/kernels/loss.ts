/** Softmax cross-entropy. */
import { softmaxCrossEntropy } from '../../../src/engine/kernels/loss/softmax-cross-entropy';
import { packState } from '../../../src/engine/kernels/training-state';
import type { Workbench } from '../workbench';
import { type KernelPair, batch, classes, draw, plain, same, twin } from './pair';

/** The plain side leaves the losses of the rows; the tuned kernel also computes their mean and counts the correct rows. */
export async function loss(bench: Workbench): Promise<KernelPair> {
  const logits = twin(bench, 'logits', batch, classes, draw(1, batch * classes));
  const delta = twin(bench, 'delta', batch, classes);
  const labels = bench.filled(
    'labels',
    Uint32Array.from({ length: batch }, (_, i) => i % classes),
  );
  return {
    plain: [
      await plain(
        bench,
        'loss/softmax_cross_entropy',
        {
          shape: { batch, classes },
          logits: logits.plain,
          labels,
          losses: bench.empty('losses', batch),
          dz: delta.plain,
        },
        [batch],
      ),
    ],
    tuned: [
      await softmaxCrossEntropy(bench.device, {
        state: bench.filled('loss state', packState({ firstRow: 0, rows: 1000, batch, shuffle: false, seed: 1 }, 0)),
        logits: logits.tensor,
        labels,
        delta: delta.tensor,
        metrics: bench.empty('metrics', 2),
      }),
    ],
    results: [same(delta)],
  };
}
