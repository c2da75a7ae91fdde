import shader from '../../../../shaders/loss/softmax_cross_entropy.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** The operands of softmax_cross_entropy: the mean cross-entropy of a batch and its gradient with respect to the logits. */
export interface SoftmaxCrossEntropy {
  state: GPUBuffer;
  /** [batch, classes] */
  logits: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
  /** Receives ∂loss/∂logits, [batch, classes]. */
  delta: Tensor;
  /** Receives the mean loss (f32) and the number of correct rows (u32). */
  metrics: GPUBuffer;
}

/** Records the kernel. Throws a ShapeError if the shapes do not match. */
export async function softmaxCrossEntropy(device: Device, operands: SoftmaxCrossEntropy): Promise<Dispatch> {
  const { state, logits, labels, delta, metrics } = operands;
  delta.expect(logits.rows, logits.columns);
  const shape = device.uniform(
    'softmax_cross_entropy shape',
    pack(SHAPES['loss/softmax_cross_entropy'], { batch: logits.rows, classes: logits.columns, stride: logits.stride }),
  );
  return dispatch(
    device,
    {
      label: 'softmax_cross_entropy',
      parts: [LIBRARY.numerics, LIBRARY.state, shader, LIBRARY.crossEntropy],
      bindings: ['uniform', 'write', 'read', 'read', 'write', 'write'],
    },
    [shape, state, logits.binding, labels, delta.binding, metrics],
    [1, 1, 1],
  );
}
