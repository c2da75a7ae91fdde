/** The shared WGSL parts, by name. */
import activated from '../../../shaders/lib/activated.wgsl?raw';
import applyGradient from '../../../shaders/optimizers/parts/apply_gradient.wgsl?raw';
import crossEntropy from '../../../shaders/loss/parts/cross_entropy.wgsl?raw';
import dropout from '../../../shaders/dropout/dropout.wgsl?raw';
import optimizerMain from '../../../shaders/optimizers/parts/optimizer_main.wgsl?raw';
import groupSum from '../../../shaders/lib/group_sum.wgsl?raw';
import hyperparameters from '../../../shaders/lib/hyperparameters.wgsl?raw';
import welford from '../../../shaders/lib/welford.wgsl?raw';
import normalized from '../../../shaders/normalization/parts/normalized.wgsl?raw';
import noSkip from '../../../shaders/blocks/parts/no_skip.wgsl?raw';
import noQuadBroadcast from '../../../shaders/matmul/parts/no_quad_broadcast.wgsl?raw';
import numerics from '../../../shaders/lib/numerics.wgsl?raw';
import padding from '../../../shaders/lib/padding.wgsl?raw';
import permutation from '../../../shaders/lib/permutation.wgsl?raw';
import random from '../../../shaders/lib/random.wgsl?raw';
import quadBroadcast from '../../../shaders/matmul/parts/quad_broadcast.wgsl?raw';
import storeRows from '../../../shaders/matmul/parts/store_rows.wgsl?raw';
import skip from '../../../shaders/blocks/parts/skip.wgsl?raw';
import skipRecomputed from '../../../shaders/blocks/parts/skip_recomputed.wgsl?raw';
import state from '../../../shaders/lib/state.wgsl?raw';
import statistics from '../../../shaders/statistics/parts/statistics.wgsl?raw';
import storeGradient from '../../../shaders/optimizers/parts/store_gradient.wgsl?raw';

export const LIBRARY = {
  activated,
  applyGradient,
  crossEntropy,
  dropout,
  optimizerMain,
  groupSum,
  hyperparameters,
  welford,
  normalized,
  noQuadBroadcast,
  noSkip,
  numerics,
  padding,
  permutation,
  random,
  quadBroadcast,
  storeRows,
  skip,
  skipRecomputed,
  state,
  statistics,
  storeGradient,
} as const;

/** The WGSL parts that all kernels of a hidden layer need, except its activation. */
export const LAYER_PARTS: readonly string[] = [
  LIBRARY.numerics,
  LIBRARY.random,
  LIBRARY.hyperparameters,
  LIBRARY.state,
  LIBRARY.padding,
  LIBRARY.dropout,
];
