import shader from '../../../../shaders/normalization/batch_norm_running.wgsl?raw';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES } from '../layouts';

const INVOCATIONS = 64;

/** The operands of batch_norm_running for `layers` layers. Each tensor is the first of `layers` contiguous ones. */
export interface BatchNormRunning {
  layers: number;
  /** [2, width]: means, then variances, of the batch. */
  moments: Tensor;
  /** [2, width]: the running means, then variances. */
  running: Tensor;
  /** The number of rows of the batch, at least 2. */
  batch: number;
}

/**
 * Records the kernel running ← 0.9·running + 0.1·moments, which uses the unbiased variance as PyTorch does. Throws a ShapeError
 * if the shapes do not match.
 */
export async function batchNormRunning(
  device: Device,
  { layers, moments, running, batch }: BatchNormRunning,
): Promise<Dispatch> {
  running.expect(2, moments.columns);
  const quads = (layers * moments.length) / 4;
  const shape = pack(SHAPES['normalization/batch_norm_running'], {
    quads,
    layer_stride: moments.length / 4,
    mean_quads: moments.quads,
    batch,
  });
  return dispatch(
    device,
    { label: 'batch_norm_running', parts: [shader], bindings: ['uniform', 'read', 'write'] },
    [device.uniform('batch_norm_running shape', shape), moments.bindingOf(layers), running.bindingOf(layers)],
    [Math.ceil(quads / INVOCATIONS), 1, 1],
  );
}
