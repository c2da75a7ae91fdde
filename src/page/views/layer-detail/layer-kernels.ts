import type { LayerRole } from '../../../experiment/architecture';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { plainActivation, plainSource } from '../../../engine/kernels/plain-sources';
import { normalizationOf } from '../../../normalizations/catalogue';

/** A plain kernel: where it is stored, and its WGSL. */
export interface KernelSource {
  file: string;
  source: string;
}

/**
 * Returns the plain kernels that compute a hidden layer in training, forward, in the order in which they run. Each is listed once: the
 * gate of a highway layer also uses the matmul.
 */
export function layerKernels(recipe: CompleteRecipe, role: LayerRole): KernelSource[] {
  const { activation, normalization, normalizationPlace, dropout } = recipe;
  const { normalizes } = normalizationOf(normalization);
  const norm = `normalization/${normalization}_norm`;
  const before = normalizes === 'activations' && normalizationPlace === 'before-activation';
  const after = normalizes === 'activations' && normalizationPlace === 'after-activation';
  return [
    ...(normalizes === 'weights' ? [norm] : []),
    'matmul/forward',
    ...(before ? [norm] : []),
    ...(role === 'closes' ? ['blocks/residual'] : []),
    plainActivation(activation),
    ...(after ? [norm] : []),
    ...(role === 'highway' && activation !== 'sigmoid' ? [plainActivation('sigmoid')] : []),
    ...(role === 'highway' ? ['blocks/highway'] : []),
    ...(dropout.kind === 'none' || dropout.rate === 0 ? [] : ['dropout/keep_mask', 'dropout/alpha_dropout']),
  ].flatMap((kernel) => {
    const source = plainSource(kernel);
    return source === undefined ? [] : [{ file: `shaders/plain/${kernel}.wgsl`, source }];
  });
}
