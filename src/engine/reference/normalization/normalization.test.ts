/** Compares normalisations with PyTorch's numbers (tests/oracles). */
import { expect, test } from 'vitest';
import { expectClose, flat, oracles, transposed } from '../../../../tests/oracles';
import { batchNorm } from './batch-norm';
import { batchNormBackward } from './batch-norm-backward';
import { batchNormRunning } from './batch-norm-running';
import { layerNorm } from './layer-norm';
import { layerNormBackward } from './layer-norm-backward';
import { layerNormParameters } from './layer-norm-parameters';
import { weightNorm } from './weight-norm';
import { weightNormBackward } from './weight-norm-backward';

const float64 = (values: Parameters<typeof flat>[0]) => Float64Array.from(flat(values));
/** Sums of a few products, some of which cancel. */
const TOLERANCE = 1e-10;

test('batch normalisation: forward, backward, running moments and evaluation', () => {
  const oracle = oracles['batchnorm_eps_1e-05'];
  const parameters = { weight: float64(oracle.gamma), bias: float64(oracle.beta) };
  const forward = batchNorm(float64(oracle.x), parameters);
  expectClose(forward.y, oracle.y, TOLERANCE);
  expectClose(
    forward.moments.map(({ mean }) => mean),
    oracle.mean,
  );
  expectClose(
    forward.moments.map(({ variance }) => variance),
    oracle.var_biased,
  );
  const backward = batchNormBackward(float64(oracle.grad_out), forward, parameters);
  expectClose(backward.dx, oracle.dx, TOLERANCE);
  expectClose(backward.parameters.weight, oracle.dgamma, TOLERANCE);
  expectClose(backward.parameters.bias, oracle.dbeta, TOLERANCE);

  const before = oracle.running_mean0.map((mean, unit) => ({ mean, variance: oracle.running_var0[unit] }));
  const running = batchNormRunning(before, forward.moments, oracle.x.length);
  expectClose(
    running.map(({ mean }) => mean),
    oracle.running_mean1,
  );
  expectClose(
    running.map(({ variance }) => variance),
    oracle.running_var1_unbiased,
  );
  expectClose(batchNorm(float64(oracle.x), parameters, running).y, oracle.y_eval_with_running1_unbiased, TOLERANCE);
});

test('layer normalisation: forward and backward', () => {
  const { x, gamma, beta, grad_out, y, dx, dgamma, dbeta } = oracles.layernorm;
  const parameters = { weight: float64(gamma), bias: float64(beta) };
  const forward = layerNorm(float64(x), parameters);
  expectClose(forward.y, y, TOLERANCE);
  expectClose(layerNormBackward(float64(grad_out), forward, parameters), dx, TOLERANCE);
  const gradients = layerNormParameters(float64(grad_out), forward, gamma.length);
  expectClose(gradients.weight, dgamma, TOLERANCE);
  expectClose(gradients.bias, dbeta, TOLERANCE);
});

test('weight normalisation: forward and backward', () => {
  // PyTorch stores weights as [out, in].
  const { v, g, grad_w, w, dg, dv } = oracles.weightnorm;
  const ours = Float64Array.from(transposed(v));
  expectClose(weightNorm(ours, float64(g)), transposed(w), TOLERANCE);
  const gradients = weightNormBackward(Float64Array.from(transposed(grad_w)), ours, float64(g));
  expectClose(gradients.gamma, dg, TOLERANCE);
  expectClose(gradients.v, transposed(dv), TOLERANCE);
});

test('a unit whose V is 0 has W = 0', () => {
  expect([...weightNorm(Float64Array.of(0, 3, 0, 4), Float64Array.of(2, 10))]).toEqual([0, 6, 0, 8]);
  const { v, gamma } = weightNormBackward(Float64Array.of(1, 1, 1, 1), Float64Array.of(0, 3, 0, 4), Float64Array.of(2, 10));
  expect([v[0], v[2], gamma[0]]).toEqual([0, 0, 0]);
});
