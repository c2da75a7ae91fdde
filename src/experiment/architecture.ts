/** The roles of a recipe's hidden layers. */
import type { CompleteRecipe } from './experiment';

/**
 * The role of a hidden weight layer:
 *
 *   plain     h = f(x·W + b)
 *   opens     the first layer of a residual block, which computes the same as a plain one
 *   closes    the second layer, which adds the block's input before the activation: h = f(x·W + b + input)   He et al. 2015
 *   highway   h = f(x·W + b)·T + x·(1 − T) with the gate T = σ(x·W_T + b_T)                                  Srivastava et al. 2015
 */
export type LayerRole = 'plain' | 'opens' | 'closes' | 'highway';

/**
 * Returns the role of each hidden layer. A layer can add its input only if both have the same width, so the first layer is plain if
 * `features` is not the width. A residual block has two layers; a single layer left at the end is plain.
 */
export function layerRoles(
  { block, depth, width }: Pick<CompleteRecipe, 'block' | 'depth' | 'width'>,
  features: number,
): LayerRole[] {
  const first = features === width ? 0 : 1;
  return Array.from({ length: depth }, (_, l): LayerRole => {
    if (block === 'plain' || l < first) return 'plain';
    if (block === 'highway') return 'highway';
    const inBlock = (l - first) % 2;
    if (inBlock === 1) return 'closes';
    return l + 1 < depth ? 'opens' : 'plain';
  });
}

/** The initial bias of a highway gate. T ≈ 0.12, so most of the input passes (Srivastava, Greff and Schmidhuber 2015, section 2.2). */
export const GATE_BIAS = -2;
