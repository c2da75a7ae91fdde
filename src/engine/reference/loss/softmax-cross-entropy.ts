/**
 * Softmax and mean cross-entropy, forward and backward: the twin of shaders/loss/softmax_cross_entropy.wgsl.
 *
 *   p[r, c]  = exp(logit[r, c]) / Σ_k exp(logit[r, k])           logits, p: [batch, classes]
 *   loss     = −(1/batch) Σ_r log p[r, label[r]]                 in nats
 *   dlogits  = (p − onehot(label)) / batch                       [batch, classes]
 */

export interface LossAndGradient {
  /** Mean over the batch, in nats. */
  loss: number;
  /** The share of rows whose largest logit is that of their label. Of equal logits the first counts as the largest. */
  accuracy: number;
  /** [batch, classes] */
  probabilities: Float64Array;
  /** ∂loss/∂logits, [batch, classes] */
  dlogits: Float64Array;
}

/**
 * Returns the probabilities of each row, [batch, classes]. Subtracts the row's largest logit first, so that no exponential
 * overflows.
 */
export function softmax(logits: Float64Array, classes: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = Math.max(...row);
    const exponentials = row.map((logit) => Math.exp(logit - largest));
    const sum = exponentials.reduce((total, value) => total + value, 0);
    probabilities.set(
      exponentials.map((value) => value / sum),
      start,
    );
  }
  return probabilities;
}

/** Returns the index of the largest value, the first one if several are equal. */
export function argmax(row: Float64Array): number {
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
  return best;
}

/** Returns log Σ exp(row). Subtracts the largest value first, so that no exponential overflows. */
function logSumExp(row: Float64Array): number {
  const largest = Math.max(...row);
  return largest + Math.log(row.reduce((total, value) => total + Math.exp(value - largest), 0));
}

/**
 * Returns the mean cross-entropy, the accuracy, the probabilities and the gradient.
 *
 * @param logits [batch, classes]
 * @param labels [batch]
 */
export function softmaxCrossEntropy(logits: Float64Array, labels: ArrayLike<number>, classes: number): LossAndGradient {
  const batch = labels.length;
  const probabilities = softmax(logits, classes);
  const dlogits = probabilities.map((probability) => probability / batch);
  let loss = 0;
  let correct = 0;
  for (let r = 0; r < batch; r++) {
    const row = logits.subarray(r * classes, (r + 1) * classes);
    loss += (logSumExp(row) - row[labels[r]]) / batch;
    if (argmax(row) === labels[r]) correct++;
    dlogits[r * classes + labels[r]] -= 1 / batch;
  }
  return { loss, accuracy: correct / batch, probabilities, dlogits };
}
