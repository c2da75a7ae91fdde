/**
 * A dense layer, forward: the twin of shaders/matmul/forward.wgsl.
 *
 *   z = x·W + b            x: [batch, in]   W: [in, out]   b: [out]   z: [batch, out]
 *   y = f(z)               y: [batch, out]
 *   h = dropout(y)         h: [batch, out]
 *
 * Backward: backward-input.ts and backward-weight.ts.
 */
import type { DenseLayer, Nonlinearity } from './dense-layer';
import { dropoutForward, type Dropout } from '../dropout';

/** z: the pre-activations; h: the layer's output after activation and dropout. Both [batch, out]. */
export interface DenseOutput {
  z: Float64Array;
  h: Float64Array;
}

/** Returns z and h of a layer. Without a nonlinearity h = z; without dropout h = f(z). */
export function matmulForward(
  x: Float64Array,
  layer: DenseLayer,
  batch: number,
  nonlinearity: Nonlinearity | null,
  dropout: Dropout | null,
): DenseOutput {
  const { fanIn, fanOut, weight, bias } = layer;
  const z = new Float64Array(batch * fanOut);
  for (let row = 0; row < batch; row++) {
    const zRow = z.subarray(row * fanOut, (row + 1) * fanOut);
    zRow.set(bias);
    // z[row, :] += x[row, i] · W[i, :]. The inner loop runs along the rows of W, which are contiguous in memory.
    for (let i = 0; i < fanIn; i++) {
      const value = x[row * fanIn + i];
      const start = i * fanOut;
      for (let j = 0; j < fanOut; j++) zRow[j] += value * weight[start + j];
    }
  }
  if (!nonlinearity) return { z, h: z };
  const { activation, constants } = nonlinearity;
  const y = z.map((value) => activation.value(value, constants));
  return { z, h: dropout ? dropoutForward(y, dropout) : y };
}
