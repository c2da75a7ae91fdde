/** Batch normalisation: forward, backward and the running moments. */
import { batchNorm } from '../../../src/engine/kernels/normalization/batch-norm';
import { batchNormBackward } from '../../../src/engine/kernels/normalization/batch-norm-backward';
import { batchNormRunning } from '../../../src/engine/kernels/normalization/batch-norm-running';
import type { Workbench } from '../workbench';
import { normalizedLayer, plainNorm, positive } from './normalized-layer';
import {
  COUNT,
  type KernelPair,
  activations,
  batch,
  draw,
  plain,
  reluBackward,
  reluForward,
  same,
  twoRows,
  width,
} from './pair';

/** Both sides write the moments, z and h = ReLU(z). */
export async function batchNormForward(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const [h, moments] = [activations(bench, 'h'), twoRows(bench, 'moments')];
  return {
    plain: [
      await plainNorm(bench, 'normalization/batch_norm', { u, z, norm, moments: moments.plain }, width),
      await reluForward(bench, z.plain, h.plain),
    ],
    tuned: [await batchNorm(bench.device, { ...layer, moments: moments.tensor, h: h.tensor, evaluate: false })],
    results: [same(z), same(h), same(moments)],
  };
}

/** The plain side multiplies ∂loss/∂h by ReLU's slope in a dispatch before it. */
export async function batchNormGradients(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const moments = twoRows(bench, 'moments', draw(5, width), positive(6, width));
  const [gradient, delta, normGradient] = [
    activations(bench, 'gradient', 7),
    activations(bench, 'delta'),
    twoRows(bench, 'norm gradient'),
  ];
  const dy = bench.empty('dy', COUNT);
  return {
    plain: [
      await reluBackward(bench, z.plain, gradient.plain, dy),
      await plain(
        bench,
        'normalization/batch_norm_backward',
        {
          shape: { batch, width },
          x: u.plain,
          gamma: norm.plain[0],
          means: moments.plain[0],
          variances: moments.plain[1],
          dy,
          gamma_gradient: normGradient.plain[0],
          beta_gradient: normGradient.plain[1],
          dx: delta.plain,
        },
        [width],
      ),
    ],
    tuned: [
      await batchNormBackward(bench.device, {
        ...layer,
        moments: moments.tensor,
        gradient: gradient.tensor,
        delta: delta.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [same(delta), same(normGradient)],
  };
}

/** The running moments of one layer. */
export async function runningMoments(bench: Workbench): Promise<KernelPair> {
  const moments = twoRows(bench, 'moments', draw(1, width), positive(2, width));
  const running = twoRows(bench, 'running moments', draw(3, width), positive(4, width));
  return {
    plain: [
      await plain(
        bench,
        'normalization/batch_norm_running',
        {
          shape: { batch },
          means: moments.plain[0],
          variances: moments.plain[1],
          running_means: running.plain[0],
          running_variances: running.plain[1],
        },
        [width],
      ),
    ],
    tuned: [await batchNormRunning(bench.device, { layers: 1, batch, moments: moments.tensor, running: running.tensor })],
    results: [same(running)],
  };
}
