/** What a skip connection adds to a kernel's sums: nothing, a tensor of the result's shape, or a gradient that is computed again. */
import type { Access, Resource } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { LIBRARY } from '../sources';

/** A gradient past a residual block, where the layer that ends it normalises before its activation. All [batch, width]. */
export interface RecomputedGradient {
  /** ∂loss/∂h where the block ends. */
  gradient: Tensor;
  /** Input of the activation there. */
  z: Tensor;
}

export type Skip = Tensor | RecomputedGradient | null;

/** The part to join, and its resources, which form the kernel's second bind group. */
export interface SkipPart {
  part: string;
  bindings?: readonly Access[];
  resources: readonly Resource[];
}

/** The part for `skip`. Throws a ShapeError unless what is added is [rows, columns]. */
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
