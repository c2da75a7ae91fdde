/**
 * A dense layer, backward to its parameters: the twin of shaders/matmul/backward_weight.wgsl.
 *
 *   dW = xᵀ·δ              x: [batch, in]   δ: [batch, out]   dW: [in, out]
 *   db = Σ_rows δ          db: [out]
 *
 * δ is ∂loss/∂z of the layer, x is its input in the forward pass. Forward: forward.ts.
 */

/** weight: [in, out]; bias: [out]. */
export interface DenseGradient {
  weight: Float64Array;
  bias: Float64Array;
}

/** Overwrites `into` with dW and db. */
export function matmulBackwardWeight(x: Float64Array, delta: Float64Array, batch: number, into: DenseGradient): void {
  const { weight: dW, bias: db } = into;
  const fanOut = db.length;
  const fanIn = dW.length / fanOut;
  dW.fill(0);
  db.fill(0);
  for (let row = 0; row < batch; row++) {
    const start = row * fanOut;
    for (let j = 0; j < fanOut; j++) db[j] += delta[start + j];
    for (let i = 0; i < fanIn; i++) {
      const value = x[row * fanIn + i];
      for (let j = 0; j < fanOut; j++) dW[i * fanOut + j] += value * delta[start + j];
    }
  }
}
