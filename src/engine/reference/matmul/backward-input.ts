/**
 * A dense layer, backward to its input: the twin of shaders/matmul/backward_input.wgsl, which computes both lines at once.
 *
 *   g       = δ·Wᵀ                          δ: [batch, out]   W: [in, out]   g: [batch, in]
 *   δ_below = g · ∂h/∂y · f′(z_below)       all [batch, in]
 *
 * δ is ∂loss/∂z of this layer, g is ∂loss/∂h of the layer below, and δ_below its ∂loss/∂z. ∂h/∂y is dropout's, with the mask of
 * the forward pass: d/q for standard dropout, a·d for alpha dropout. Forward: forward.ts.
 */
import type { DenseLayer, Nonlinearity } from './dense-layer';
import { dropoutBackward, type Dropout } from '../dropout';

/** Returns g = δ·Wᵀ [batch, in], the gradient of the loss with respect to the layer's input. */
export function matmulBackwardInput(delta: Float64Array, layer: DenseLayer, batch: number): Float64Array {
  const { fanIn, fanOut, weight } = layer;
  const g = new Float64Array(batch * fanIn);
  for (let row = 0; row < batch; row++) {
    for (let i = 0; i < fanIn; i++) {
      let sum = 0;
      for (let j = 0; j < fanOut; j++) sum += delta[row * fanOut + j] * weight[i * fanOut + j];
      g[row * fanIn + i] = sum;
    }
  }
  return g;
}

/**
 * Returns δ_below [batch, in] from g: the backward pass through the dropout and activation of the layer below, whose
 * pre-activation is `z`.
 */
export function preActivationGradient(
  g: Float64Array,
  z: Float64Array,
  nonlinearity: Nonlinearity,
  dropout: Dropout | null,
): Float64Array {
  const { activation, constants } = nonlinearity;
  const dy = dropout ? dropoutBackward(g, dropout) : g;
  return dy.map((value, i) => value * activation.slope(z[i], activation.value(z[i], constants), constants));
}
