/** Returns the softmax of each row of [rows, classes] logits. It computes in float64 and subtracts the row's maximum first. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const exponentials = Array.from(row, (logit) => Math.exp(logit - largest));
    const total = exponentials.reduce((a, b) => a + b, 0);
    exponentials.forEach((value, j) => {
      probabilities[start + j] = value / total;
    });
  }
  return probabilities;
}
