import shader from '../../../../shaders/loss/softmax_cross_entropy.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';
import { LIBRARY } from '../sources';

/** Mean cross-entropy of a batch, and its gradient with respect to the logits. */
export interface SoftmaxCrossEntropy {
  state: GPUBuffer;
  /** [batch, classes] */
  logits: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
  /** [batch, classes] */
  delta: Tensor;
  /** Mean loss (f32) and number of correct rows (u32). */
  metrics: GPUBuffer;
}

/** Throws a ShapeError where the tensors do not fit together. */
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
