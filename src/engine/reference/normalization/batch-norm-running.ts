/** The running moments after a step, as PyTorch keeps them: momentum 0.1, the variance unbiased. The twin of batch_norm_running.wgsl. */
import type { Moments } from '../../../theory/moments';

const MOMENTUM = 0.1;

/** @param rows of the batch, at least 2 */
export function batchNormRunning(running: readonly Moments[], batch: readonly Moments[], rows: number): Moments[] {
  return running.map(({ mean, variance }, unit) => ({
    mean: (1 - MOMENTUM) * mean + MOMENTUM * batch[unit].mean,
    variance: (1 - MOMENTUM) * variance + MOMENTUM * batch[unit].variance * (rows / (rows - 1)),
  }));
}
