/** The running moments after a step, as PyTorch keeps them: momentum 0.1, the variance unbiased. The twin of batch_norm_running.wgsl. */
import type { Moments } from '../../../theory/moments';

const NEWEST = 0.1;

/** @param rows of the batch, at least 2 */
export function batchNormRunning(running: readonly Moments[], batch: readonly Moments[], rows: number): Moments[] {
  return running.map(({ mean, variance }, unit) => ({
    mean: (1 - NEWEST) * mean + NEWEST * batch[unit].mean,
    variance: (1 - NEWEST) * variance + NEWEST * batch[unit].variance * (rows / (rows - 1)),
  }));
}
