/** The operands that batch and layer normalisation share. */
import { activationOf } from '../../../src/activations/catalogue';
import type { Workbench } from '../workbench';
import { type Twin, activations, batch, draw, plain, twoRows, width } from './pair';

/** A layer that is normalised before ReLU: its operands for both sides, and the tuned kernel's in one record. */
export function normalizedLayer(bench: Workbench) {
  const [u, z] = [activations(bench, 'u', 1), activations(bench, 'z', 2)];
  const norm = twoRows(bench, 'norm', positive(3, width), draw(4, width));
  const { hyper, state } = bench;
  const activation = activationOf('relu');
  const operands = { norm: norm.tensor, u: u.tensor, z: z.tensor };
  return { u, z, norm, layer: { hyper, state, activation, dropout: false, layer: 0, after: false, ...operands } };
}

interface PlainNorm {
  u: Twin;
  z: Twin;
  norm: { plain: readonly [gamma: GPUBuffer, beta: GPUBuffer] };
  moments: readonly [means: GPUBuffer, variances: GPUBuffer];
}

export const plainNorm = (bench: Workbench, kernel: string, { u, z, norm, moments }: PlainNorm, sets: number) =>
  plain(
    bench,
    kernel,
    {
      shape: { batch, width },
      x: u.plain,
      gamma: norm.plain[0],
      beta: norm.plain[1],
      means: moments[0],
      variances: moments[1],
      y: z.plain,
    },
    [sets],
  );

export const positive = (seed: number, count: number) => draw(seed, count).map((value) => 0.5 + Math.abs(value));

/** The mean and variance of each row. */
export function rowMoments(bench: Workbench) {
  const [means, variances] = [draw(5, batch), positive(6, batch)];
  const interleaved = Array.from({ length: 2 * batch }, (_, i) => (i % 2 === 0 ? means : variances)[i >> 1]);
  return {
    tensor: bench.tensor('moments', 1, 2 * batch, interleaved),
    plain: { means: bench.filled('means', means), variances: bench.filled('variances', variances) },
  };
}
