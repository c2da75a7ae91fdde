/** The shared WGSL parts, by name. */
import activated from '../../shaders/lib/activated.wgsl?raw';
import applyGradient from '../../shaders/lib/apply_gradient.wgsl?raw';
import crossEntropy from '../../shaders/lib/cross_entropy.wgsl?raw';
import dropout from '../../shaders/lib/dropout.wgsl?raw';
import elements from '../../shaders/lib/elements.wgsl?raw';
import groupSum from '../../shaders/lib/group_sum.wgsl?raw';
import lane from '../../shaders/lib/lane.wgsl?raw';
import moments from '../../shaders/lib/moments.wgsl?raw';
import normalized from '../../shaders/lib/normalized.wgsl?raw';
import noSkip from '../../shaders/lib/no_skip.wgsl?raw';
import noSharing from '../../shaders/lib/no_sharing.wgsl?raw';
import numerics from '../../shaders/lib/numerics.wgsl?raw';
import padding from '../../shaders/lib/padding.wgsl?raw';
import permutation from '../../shaders/lib/permutation.wgsl?raw';
import random from '../../shaders/lib/random.wgsl?raw';
import sharing from '../../shaders/lib/sharing.wgsl?raw';
import skip from '../../shaders/lib/skip.wgsl?raw';
import skipThrough from '../../shaders/lib/skip_through.wgsl?raw';
import state from '../../shaders/lib/state.wgsl?raw';
import statistics from '../../shaders/lib/statistics.wgsl?raw';
import storeGradient from '../../shaders/lib/store_gradient.wgsl?raw';

export const LIBRARY = {
  activated,
  applyGradient,
  crossEntropy,
  dropout,
  elements,
  groupSum,
  lane,
  moments,
  normalized,
  noSharing,
  noSkip,
  numerics,
  padding,
  permutation,
  random,
  sharing,
  skip,
  skipThrough,
  state,
  statistics,
  storeGradient,
} as const;

/** What the kernels of a hidden layer are joined with, beside its activation. */
export const LAYER_PARTS: readonly string[] = [
  LIBRARY.numerics,
  LIBRARY.random,
  LIBRARY.lane,
  LIBRARY.state,
  LIBRARY.padding,
  LIBRARY.dropout,
];
