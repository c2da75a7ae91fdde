import shader from '../../shaders/held_out_metrics.wgsl?raw';
import type { Device } from '../gpu/device';
import { dispatch, type Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { LIBRARY } from './sources';

/** Adds a batch's cross-entropy and correct rows to an evaluation's totals. */
export interface HeldOutMetrics {
  /** Of the evaluation, which has its own position. */
  state: GPUBuffer;
  /** [batch, classes] */
  logits: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
  /** Summed loss (f32) and number of correct rows (u32). */
  totals: GPUBuffer;
}

export function heldOutMetrics(device: Device, { state, logits, labels, totals }: HeldOutMetrics): Promise<Dispatch> {
  const shape = device.uniform('held_out_metrics shape', new Uint32Array([logits.columns, logits.stride]));
  return dispatch(
    device,
    {
      label: 'held_out_metrics',
      parts: [LIBRARY.numerics, LIBRARY.state, shader, LIBRARY.crossEntropy],
      bindings: ['uniform', 'write', 'read', 'read', 'write'],
    },
    [shape, state, logits.binding, labels, totals],
    [1, 1, 1],
  );
}
