/**
 * How well a network does on rows it is not trained on, in evaluation mode: the twin of shaders/held_out_metrics.wgsl, which
 * adds up the same sums batch by batch.
 *
 *   loss = (1/rows) Σ_r cross-entropy(logits_r, label_r)          accuracy = (1/rows) Σ_r [argmax logits_r = label_r]
 */
import { standardizedRows, type DataRows } from './gather-batch';
import type { ReferenceNetwork } from './network';
import { softmaxCrossEntropy } from './softmax-cross-entropy';

/** Mean cross-entropy in nats and share of rows classified correctly, over all rows from `trainingRows` on; null without any. */
export function heldOutMetrics(network: ReferenceNetwork, data: DataRows): { loss: number; accuracy: number } | null {
  const count = data.labels.length - data.trainingRows;
  if (count === 0) return null;
  const rows = Uint32Array.from({ length: count }, (_, i) => data.trainingRows + i);
  const { x, labels } = standardizedRows(data, network.features, rows);
  const { loss, accuracy } = softmaxCrossEntropy(network.forward(x).logits, labels, network.classes);
  return { loss, accuracy };
}
