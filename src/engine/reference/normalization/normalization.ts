/**
 * The computations that batch and layer normalisation share, in float64: sets of values, each normalised by its own mean and
 * variance. In batch normalisation a set holds the values of one unit over the batch, in layer normalisation those of one row
 * over its units.
 *
 *   x̂ = (x − m)/√(v + ε)        y = γ·x̂ + β
 */
import { NORMALIZATION_EPSILON } from '../../../normalizations/record';
import type { Moments } from '../../../theory/moments';

/** γ and β, both [width]; β is empty if the normalisation has none. */
export interface NormParameters {
  weight: Float64Array;
  bias: Float64Array;
}

/** The results of a normalisation that its backward pass needs. */
export interface NormalizedBatch {
  /** x̂, [batch, width] */
  normal: Float64Array;
  /** [batch, width] */
  y: Float64Array;
  /** The moments of each set: one per unit or one per row. */
  moments: readonly Moments[];
}

/** Returns the population moments of each set of x [batch, width]: [width] of them for 'units', [batch] for 'rows'. */
export function momentsOf(x: Float64Array, batch: number, width: number, sets: 'units' | 'rows'): Moments[] {
  const [outer, inner] = sets === 'units' ? [width, batch] : [batch, width];
  const at = (set: number, i: number) => (sets === 'units' ? i * width + set : set * width + i);
  return Array.from({ length: outer }, (_, set) => {
    const values = Array.from({ length: inner }, (_, i) => x[at(set, i)]);
    const mean = values.reduce((sum, value) => sum + value, 0) / inner;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inner };
  });
}

/** Returns x̂ [batch, width], x normalised by the moments of its sets. */
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

/** Returns y = γ·x̂ + β. */
export function scaledAndShifted(normal: Float64Array, width: number, { weight, bias }: NormParameters): Float64Array {
  return normal.map((value, i) => weight[i % width] * value + bias[i % width]);
}

/** Returns dγ = Σ dy·x̂ and dβ = Σ dy, summed over the batch. */
export function parameterGradients(dy: Float64Array, normal: Float64Array, width: number): NormParameters {
  const weight = new Float64Array(width);
  const bias = new Float64Array(width);
  dy.forEach((value, i) => {
    weight[i % width] += value * normal[i];
    bias[i % width] += value;
  });
  return { weight, bias };
}
