/** How a recipe's hidden layers are put together. */
import type { CompleteRecipe } from './experiment';

/**
 * What a hidden weight layer is to its network:
 *
 *   plain     h = f(x·W + b)
 *   opens     the first layer of a residual block, which is a plain one
 *   closes    its second: the block's input is added before the activation, h = f(x·W + b + input)      He et al. 2015
 *   highway   h = f(x·W + b)·T + x·(1 − T) with a gate T = σ(x·W_T + b_T) beside it                      Srivastava et al. 2015
 */
export type LayerRole = 'plain' | 'opens' | 'closes' | 'highway';

/**
 * The role of each hidden layer. What a layer adds its input to must be as wide as the input: where `features` is not the width the
 * first layer is plain. A residual block takes two layers; one that is left over at the end is plain.
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

/** The initial bias of a highway gate: nearly shut, T ≈ 0.12, so that inputs pass (Srivastava, Greff, Schmidhuber 2015, section 2.2). */
export const GATE_BIAS = -2;
