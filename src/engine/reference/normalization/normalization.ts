/**
 * What normalisations have in common, in float64: values of several sets, each normalised by its own mean and variance. For batch
 * normalisation a set is a unit over the batch, for layer normalisation a row over its units.
 *
 *   x̂ = (x − m)/√(v + ε)        y = γ·x̂ + β
 */
import { NORMALIZATION_EPSILON } from '../../../normalizations/record';
import type { Moments } from '../../../theory/moments';

/** γ and β, both [width]; β is empty where the normalisation has none. */
export interface NormParameters {
  weight: Float64Array;
  bias: Float64Array;
}

/** What a normalisation leaves for its backward pass. */
export interface NormalizedBatch {
  /** x̂ and y, [batch, width]. */
  normal: Float64Array;
  y: Float64Array;
  /** Of each set of values: one a unit or one a row. */
  moments: readonly Moments[];
}

/** Population moments over each set of x [batch, width]: 'units' gives [width] of them, 'rows' [batch]. */
export function momentsOf(x: Float64Array, batch: number, width: number, sets: 'units' | 'rows'): Moments[] {
  const [outer, inner] = sets === 'units' ? [width, batch] : [batch, width];
  const at = (set: number, i: number) => (sets === 'units' ? i * width + set : set * width + i);
  return Array.from({ length: outer }, (_, set) => {
    const values = Array.from({ length: inner }, (_, i) => x[at(set, i)]);
    const mean = values.reduce((sum, value) => sum + value, 0) / inner;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inner };
  });
}

/** x̂ [batch, width] of x, with the moments of its sets. */
export function standardized(
  x: Float64Array,
  width: number,
  moments: readonly Moments[],
  sets: 'units' | 'rows',
): Float64Array {
  return x.map((value, i) => {
    const { mean, variance } = moments[sets === 'units' ? i % width : Math.floor(i / width)];
    return (value - mean) / Math.sqrt(variance + NORMALIZATION_EPSILON);
  });
}

/** y = γ·x̂ + β */
export function scaledAndShifted(normal: Float64Array, width: number, { weight, bias }: NormParameters): Float64Array {
  return normal.map((value, i) => weight[i % width] * value + bias[i % width]);
}

/** dγ = Σ dy·x̂ and dβ = Σ dy over the batch. */
export function parameterGradients(dy: Float64Array, normal: Float64Array, width: number): NormParameters {
  const weight = new Float64Array(width);
  const bias = new Float64Array(width);
  dy.forEach((value, i) => {
    weight[i % width] += value * normal[i];
    bias[i % width] += value;
  });
  return { weight, bias };
}
