/** Layer normalisation: forward, backward and the gradients of its parameters. */
import { activationOf } from '../../../src/activations/catalogue';
import { layerNorm } from '../../../src/engine/kernels/normalization/layer-norm';
import { layerNormBackward } from '../../../src/engine/kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../../src/engine/kernels/normalization/layer-norm-parameters';
import type { Workbench } from '../workbench';
import { normalizedLayer, plainNorm, rowMoments } from './normalized-layer';
import { COUNT, type KernelPair, activations, batch, plain, reluBackward, reluForward, same, twoRows, width } from './pair';

/** Both sides write the moments, z and h = ReLU(z). */
export async function layerNormForward(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const h = activations(bench, 'h');
  const moments = [bench.empty('means', batch), bench.empty('variances', batch)] as const;
  return {
    plain: [
      await plainNorm(bench, 'normalization/layer_norm', { u, z, norm, moments }, batch),
      await reluForward(bench, z.plain, h.plain),
    ],
    tuned: [await layerNorm(bench.device, { ...layer, moments: bench.tensor('moments', 1, 2 * batch), h: h.tensor })],
    results: [same(z), same(h)],
  };
}

/** The plain side multiplies ∂loss/∂h by ReLU's slope in a dispatch before it. */
export async function layerNormGradients(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const moments = rowMoments(bench);
  const [gradient, delta] = [activations(bench, 'gradient', 7), activations(bench, 'delta')];
  const dy = bench.empty('dy', COUNT);
  return {
    plain: [
      await reluBackward(bench, z.plain, gradient.plain, dy),
      await plain(
        bench,
        'normalization/layer_norm_backward',
        { shape: { batch, width }, x: u.plain, gamma: norm.plain[0], ...moments.plain, dy, dx: delta.plain },
        [batch],
      ),
    ],
    tuned: [
      await layerNormBackward(bench.device, {
        ...layer,
        moments: moments.tensor,
        gradient: gradient.tensor,
        delta: delta.tensor,
      }),
    ],
    results: [same(delta)],
  };
}

/** The layer is linear, because the plain side of a training step already has dy from the gradient of the input. */
export async function layerNormParameterGradients(bench: Workbench): Promise<KernelPair> {
  const { u, layer } = normalizedLayer(bench);
  const moments = rowMoments(bench);
  const [gradient, normGradient] = [activations(bench, 'gradient', 7), twoRows(bench, 'norm gradient')];
  return {
    plain: [
      await plain(
        bench,
        'normalization/layer_norm_parameters',
        {
          shape: { batch, width },
          x: u.plain,
          ...moments.plain,
          dy: gradient.plain,
          gamma_gradient: normGradient.plain[0],
          beta_gradient: normGradient.plain[1],
        },
        [width],
      ),
    ],
    tuned: [
      await layerNormParameters(bench.device, {
        ...layer,
        activation: activationOf('linear'),
        layers: 1,
        moments: moments.tensor,
        gradient: gradient.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [same(normGradient)],
  };
}
