/** The term that a skip connection adds to a kernel's result: none, a tensor of the result's shape, or a recomputed gradient. */
import type { Access, Resource } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { LIBRARY } from '../sources';

/**
 * The gradient of a residual block's skip connection, recomputed as ∂loss/∂h · f′(z) at the layer that closes the block. It is
 * used if that layer normalises before its activation, because its δ is then not the gradient at z. All tensors are [batch,
 * width].
 */
export interface RecomputedGradient {
  /** ∂loss/∂h of the closing layer. */
  gradient: Tensor;
  /** The input of the closing layer's activation. */
  z: Tensor;
}

/** A tensor to add, a gradient to recompute and add, or null for no skip connection. */
export type Skip = Tensor | RecomputedGradient | null;

/** The WGSL part that adds the skip term, and its resources, which form the kernel's second bind group. */
export interface SkipPart {
  part: string;
  bindings?: readonly Access[];
  resources: readonly Resource[];
}

/** Returns the WGSL part for `skip`. Throws a ShapeError unless its tensors are [rows, columns]. */
export function skipPart(skip: Skip, rows: number, columns: number): SkipPart {
  if (!skip) return { part: LIBRARY.noSkip, resources: [] };
  if ('gradient' in skip) {
    const { gradient, z } = skip;
    gradient.expect(rows, columns);
    z.expect(rows, columns);
    return { part: LIBRARY.skipRecomputed, bindings: ['write', 'read'], resources: [gradient.binding, z.binding] };
  }
  skip.expect(rows, columns);
  return { part: LIBRARY.skip, bindings: ['write'], resources: [skip.binding] };
}
