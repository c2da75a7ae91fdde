/**
 * Metrics of a network on held-out rows, in evaluation mode: the twin of shaders/loss/held_out_metrics.wgsl, which accumulates
 * the same sums batch by batch.
 *
 *   loss = (1/rows) Σ_r cross-entropy(logits_r, label_r)          accuracy = (1/rows) Σ_r [argmax logits_r = label_r]
 *   confusion[c, d] = Σ_r [label_r = c] [argmax logits_r = d]                [classes, classes]
 */
import { standardizedRows, type DataRows } from '../batch/gather-batch';
import type { ReferenceNetwork } from '../network';
import { argmax, softmaxCrossEntropy } from './softmax-cross-entropy';

interface HeldOutMetrics {
  loss: number;
  accuracy: number;
  confusion: Uint32Array;
}

/**
 * Returns the mean cross-entropy in nats, the accuracy and the confusion matrix over all rows from `trainingRows` on; null if
 * there are no such rows.
 */
export function heldOutMetrics(network: ReferenceNetwork, data: DataRows): HeldOutMetrics | null {
  const { features, classes } = network;
  const count = data.labels.length - data.trainingRows;
  if (count === 0) return null;
  const rows = Uint32Array.from({ length: count }, (_, i) => data.trainingRows + i);
  const { x, labels } = standardizedRows(data, features, rows);
  const { logits } = network.forward(x);
  const { loss, accuracy } = softmaxCrossEntropy(logits, labels, classes);
  const confusion = new Uint32Array(classes ** 2);
  for (let r = 0; r < count; r++) confusion[labels[r] * classes + argmax(logits.subarray(r * classes, (r + 1) * classes))]++;
  return { loss, accuracy, confusion };
}
