/** Weight normalisation, forward and backward. */
import { weightNorm } from '../../../src/engine/kernels/normalization/weight-norm';
import { weightNormBackward } from '../../../src/engine/kernels/normalization/weight-norm-backward';
import type { Workbench } from '../workbench';
import { type KernelPair, WEIGHTS, draw, plain, same, twin, width } from './pair';

/** W of one layer. */
export async function weightNormForward(bench: Workbench): Promise<KernelPair> {
  const { v, norm } = weightNormOperands(bench);
  const weight = twin(bench, 'weight', width, width);
  return {
    plain: [
      await plain(
        bench,
        'normalization/weight_norm',
        { shape: { inputs: width, outputs: width }, v: v.plain, gamma: norm.plain, weight: weight.plain },
        [width],
      ),
    ],
    tuned: [await weightNorm(bench.device, { layers: 1, v: v.tensor, norm: norm.tensor, weight: weight.tensor })],
    results: [same(weight)],
  };
}

/** dV and dγ of one layer. The tuned kernel overwrites dW with dV. */
export async function weightNormGradients(bench: Workbench): Promise<KernelPair> {
  const { v, norm } = weightNormOperands(bench);
  const weightGradient = twin(bench, 'weight gradient', width, width, draw(3, WEIGHTS));
  const normGradient = twin(bench, 'norm gradient', 1, width);
  const dV = bench.empty('dV', WEIGHTS);
  return {
    plain: [
      await plain(
        bench,
        'normalization/weight_norm_backward',
        {
          shape: { inputs: width, outputs: width },
          v: v.plain,
          gamma: norm.plain,
          weight_gradient: weightGradient.plain,
          v_gradient: dV,
          gamma_gradient: normGradient.plain,
        },
        [width],
      ),
    ],
    tuned: [
      await weightNormBackward(bench.device, {
        layers: 1,
        v: v.tensor,
        norm: norm.tensor,
        weightGradient: weightGradient.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [{ tuned: weightGradient.tensor, plain: [dV] }, same(normGradient)],
  };
}

function weightNormOperands(bench: Workbench) {
  const v = draw(1, WEIGHTS);
  // γ = ‖V‖, so that the gradient, which the tuned backward kernel overwrites in each run, neither grows nor vanishes.
  const gamma = Float32Array.from({ length: width }, (_, unit) =>
    Math.hypot(...Array.from({ length: width }, (__, i) => v[i * width + unit])),
  );
  return { v: twin(bench, 'v', width, width, v), norm: twin(bench, 'norm', 1, width, gamma) };
}
