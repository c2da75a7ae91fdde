/**
 * The least time that a training step can take on a machine:
 *
 *   T_min = max(FLOPs / P, bytes / BW) + dependent dispatches · latency
 *
 *   FLOPs = 6·B·ΣMN − 2·B·M₀N₀              a multiply-add is two; the first layer's inputs need no gradient
 *   bytes ≈ Σ 4·(w·MN + 3.5·B·(M + N))      w = 4 for SGD, 8 for Adam: how often a weight and its kin are read or written
 */
import { layerSizes, type Case, type Shape } from './cases';

/** What a machine can do, as measured. */
export interface Machine {
  /** The best rate at which a library multiplied two large matrices, in FLOP/s. */
  flopsPerSecond: number;
  /** Of a triad a = b + s·c, in bytes/s. */
  bytesPerSecond: number;
  /** From one dispatch to the next that depends on it, in seconds. */
  secondsPerDispatch: number;
}

const WEIGHT_ACCESSES = { sgd: 4, adam: 8 };
const ACTIVATION_ACCESSES = 3.5;

export function flopsOf(shape: Shape): number {
  const sizes = layerSizes(shape);
  const weights = products(sizes).reduce((sum, product) => sum + product, 0);
  return 6 * shape.batch * weights - 2 * shape.batch * sizes[0] * sizes[1];
}

export function bytesOf(each: Case): number {
  const sizes = layerSizes(each);
  const accesses = products(sizes).map(
    (product, l) => WEIGHT_ACCESSES[each.optimizer] * product + ACTIVATION_ACCESSES * each.batch * (sizes[l] + sizes[l + 1]),
  );
  return 4 * accesses.reduce((sum, count) => sum + count, 0);
}

/** Each needs what the one before it wrote: forward one a layer, the loss, backward one a hidden layer, the update. */
function dependentDispatches({ depth }: Shape): number {
  return depth + 1 + 1 + depth + 1;
}

/** In seconds. */
export function leastTime(each: Case, { flopsPerSecond, bytesPerSecond, secondsPerDispatch }: Machine): number {
  const work = Math.max(flopsOf(each) / flopsPerSecond, bytesOf(each) / bytesPerSecond);
  return work + dependentDispatches(each) * secondsPerDispatch;
}

function products(sizes: readonly number[]): number[] {
  return sizes.slice(1).map((outputs, l) => sizes[l] * outputs);
}
