/**
 * The least time that a training step can take on a machine:
 *
 *   T_min = max(FLOPs / P, bytes / BW) + dependent dispatches · latency
 *
 *   FLOPs = 6·B·ΣMN − 2·B·M₀N₀              a multiply-add counts as two; the first layer's inputs need no gradient
 *   bytes ≈ Σ 4·(w·MN + 3.5·B·(M + N))      w: accesses per weight, its gradient and its moments; 4 for SGD, 8 for Adam
 */
import { layerSizes, type Case, type Shape } from './cases';

/** The measured speed of a machine. */
export interface Machine {
  /** The highest rate at which any library multiplied two large matrices, in FLOP/s. */
  flopsPerSecond: number;
  /** The memory bandwidth of a triad a = b + s·c, in bytes/s. */
  bytesPerSecond: number;
  /** The latency between dependent dispatches, in seconds. */
  secondsPerDispatch: number;
}

const WEIGHT_ACCESSES = { sgd: 4, adam: 8 };
const ACTIVATION_ACCESSES = 3.5;

/** Returns the FLOPs of one training step. */
export function flopsOf(shape: Shape): number {
  const sizes = layerSizes(shape);
  const weights = products(sizes).reduce((sum, product) => sum + product, 0);
  return 6 * shape.batch * weights - 2 * shape.batch * sizes[0] * sizes[1];
}

/** Returns the bytes that one training step reads and writes. */
export function bytesOf(each: Case): number {
  const sizes = layerSizes(each);
  const accesses = products(sizes).map(
    (product, l) => WEIGHT_ACCESSES[each.optimizer] * product + ACTIVATION_ACCESSES * each.batch * (sizes[l] + sizes[l + 1]),
  );
  return 4 * accesses.reduce((sum, count) => sum + count, 0);
}

/**
 * Returns the dispatches that depend on their predecessor: forward one per layer, the loss, backward one per hidden layer, the
 * update.
 */
function dependentDispatches({ depth }: Shape): number {
  return depth + 1 + 1 + depth + 1;
}

/** Returns T_min in seconds. */
export function leastTime(each: Case, { flopsPerSecond, bytesPerSecond, secondsPerDispatch }: Machine): number {
  const work = Math.max(flopsOf(each) / flopsPerSecond, bytesOf(each) / bytesPerSecond);
  return work + dependentDispatches(each) * secondsPerDispatch;
}

function products(sizes: readonly number[]): number[] {
  return sizes.slice(1).map((outputs, l) => sizes[l] * outputs);
}
