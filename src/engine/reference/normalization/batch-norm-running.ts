/**
 * The update of batch normalisation's running moments, as in PyTorch: the twin of shaders/normalization/batch_norm_running.wgsl.
 *
 *   running ← 0.9·running + 0.1·batch          the batch's variance is the unbiased one
 */
import type { Moments } from '../../../theory/moments';

const MOMENTUM = 0.1;

/**
 * Returns the running moments after a step.
 *
 * @param rows the number of rows of the batch, at least 2
 */
export function batchNormRunning(running: readonly Moments[], batch: readonly Moments[], rows: number): Moments[] {
  return running.map(({ mean, variance }, unit) => ({
    mean: (1 - MOMENTUM) * mean + MOMENTUM * batch[unit].mean,
    variance: (1 - MOMENTUM) * variance + MOMENTUM * batch[unit].variance * (rows / (rows - 1)),
  }));
}
